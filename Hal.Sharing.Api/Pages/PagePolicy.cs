namespace Hal.Sharing.Api.Pages;

/// <summary>
/// The security headers of pages: what a page can load, where its forms can lead, which origins can frame it, and whether it is cached.
/// </summary>
public sealed record PagePolicy
{
    /// <summary>The policy of a page that is the same for all readers. HAL browsers of this origin show it in frames.</summary>
    public static readonly PagePolicy Documentation = new() { IsPublic = true };

    /// <summary>The policy of a page for one user. No origin can frame it, to prevent clickjacking, and no cache stores it.</summary>
    public static readonly PagePolicy Personal = new();

    /// <summary>
    /// A second origin to which the response to the form can redirect: Chromium also applies form-action to redirects.
    /// </summary>
    public string? FormLeadsTo { get; init; }

    /// <summary>Whether the page is the same for all readers.</summary>
    public bool IsPublic { get; private init; }

    public void Apply(IHeaderDictionary headers)
    {
        var forms = IsPublic ? "'none'" : FormLeadsTo is null ? "'self'" : $"'self' {FormLeadsTo}";
        var ancestors = IsPublic ? "'self'" : "'none'";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; base-uri 'none'; form-action {forms}; frame-ancestors {ancestors}";
        headers.XFrameOptions = IsPublic ? "SAMEORIGIN" : "DENY";
        headers.XContentTypeOptions = "nosniff";
        // With no-referrer, browsers would send Origin: null with the forms of this server.
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = IsPublic ? "public, max-age=300" : "no-store";
    }
}
