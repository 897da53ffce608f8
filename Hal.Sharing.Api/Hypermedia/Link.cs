namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A HAL link object (draft-kelly-json-hal-11, section 5); members that are null or false are not written.</summary>
/// <param name="Href">A URI, or a URI template where <see cref="Templated"/> says so; written as given, behind the path base.</param>
public sealed record Link(string Href)
{
    public bool Templated { get; init; }

    public string? Type { get; init; }

    public string? Deprecation { get; init; }

    public string? Name { get; init; }

    public string? Profile { get; init; }

    public string? Title { get; init; }

    public string? Hreflang { get; init; }
}
