using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>What differs from one HAL API to the next.</summary>
public sealed class HalOptions
{
    /// <summary>Prefix to URI template with <c>{rel}</c>: <c>inf</c> to <c>/rels/inf/{rel}</c>.</summary>
    public SortedDictionary<string, string> Curies { get; } = new(StringComparer.Ordinal);

    /// <summary>Names the reader of a response, so that no two readers get the same entity tag; null for anonymous requests.</summary>
    public Func<HttpContext, string?> Viewer { get; set; } = static http => http.User.Identity?.Name;

    /// <summary>Creates the response to a request that is refused before its action runs.</summary>
    public Func<Refusal, IActionResult> Problem { get; set; } = static refusal => new StatusCodeResult(refusal.Status);

    /// <summary>The memory for stored documents, in bytes; 0: none is stored.</summary>
    public long StoredBytes { get; set; } = 64 * 1024 * 1024;

    internal static HalOptions Of(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<HalOptions>>().Value;
}
