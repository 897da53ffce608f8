using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Says which media types an endpoint offers, best first: the first answers <c>*/*</c> and requests without Accept.
/// On an action it replaces its controller's.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RepresentationsAttribute(params string[] mediaTypes) : Attribute
{
    public IReadOnlyList<string> MediaTypes { get; } = mediaTypes;

    internal IReadOnlyList<Representation> Offered { get; } =
        [.. mediaTypes.Select(name => new Representation(name))];
}

/// <summary>The representation chosen for this request; a feature of its HttpContext.</summary>
public sealed record Representation(string MediaType)
{
    /// <summary>The media type to answer with.</summary>
    internal static string Of(HttpContext http) => http.Features.Get<Representation>()?.MediaType ?? MediaTypes.Hal;

    internal MediaTypeHeaderValue Parsed { get; } = MediaTypeHeaderValue.Parse(MediaType);
}
