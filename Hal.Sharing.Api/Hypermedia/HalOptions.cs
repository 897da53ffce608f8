namespace Hal.Sharing.Api.Hypermedia;

/// <summary>What differs from one HAL API to the next.</summary>
public sealed class HalOptions
{
    /// <summary>Prefix to URI template with <c>{rel}</c>: <c>inf</c> to <c>/rels/inf/{rel}</c>.</summary>
    public SortedDictionary<string, string> Curies { get; } = new(StringComparer.Ordinal);

    /// <summary>Says who reads an answer, so that no validator is good for two readers; null for anybody.</summary>
    public Func<HttpContext, string?> Viewer { get; set; } = static http => http.User.Identity?.Name;
}
