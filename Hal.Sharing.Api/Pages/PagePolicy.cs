namespace Hal.Sharing.Api.Pages;

/// <summary>What a page may load, where its forms may lead, and who may frame and keep it: the one place where pages' security headers are made.</summary>
public sealed record PagePolicy
{
    /// <summary>The same for everybody; a HAL browser of our own origin shows it in its frames.</summary>
    public static readonly PagePolicy Documentation = new() { IsForEverybody = true };

    /// <summary>What somebody does or is asked: framed by nobody, so that nobody is made to press a button that he does not see, and kept nowhere.</summary>
    public static readonly PagePolicy Personal = new();

    /// <summary>
    /// An origin besides our own to which the answer to its form may redirect: Chromium applies form-action to redirects, too.
    /// </summary>
    public string? FormLeadsTo { get; init; }

    private bool IsForEverybody { get; init; }

    public void Apply(IHeaderDictionary headers)
    {
        var forms = IsForEverybody ? "'none'" : FormLeadsTo is null ? "'self'" : $"'self' {FormLeadsTo}";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; base-uri 'none'; form-action {forms}; frame-ancestors {(IsForEverybody ? "'self'" : "'none'")}";
        headers.XFrameOptions = IsForEverybody ? "SAMEORIGIN" : "DENY";
        headers.XContentTypeOptions = "nosniff";
        // Not no-referrer: browsers then send Origin: null with our own forms.
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = IsForEverybody ? "public, max-age=300" : "no-store";
    }
}
