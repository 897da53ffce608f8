using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Names the media types of an endpoint, best first: the first is used for <c>*/*</c> and for requests without Accept. The attribute of an
/// action replaces that of its controller.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RepresentationsAttribute(params string[] mediaTypes) : Attribute
{
    public IReadOnlyList<string> MediaTypes { get; } = mediaTypes;

    internal IReadOnlyList<Representation> Offered { get; } =
        [.. mediaTypes.Select(name => new Representation(name))];
}

/// <summary>The representation that was negotiated for this request. It is a feature of the HttpContext.</summary>
public sealed record Representation(string MediaType)
{
    /// <summary>Returns the media type of the response.</summary>
    internal static string Of(HttpContext http) => http.Features.Get<Representation>()?.MediaType ?? MediaTypes.Hal;

    internal MediaTypeHeaderValue Parsed { get; } = MediaTypeHeaderValue.Parse(MediaType);
}
