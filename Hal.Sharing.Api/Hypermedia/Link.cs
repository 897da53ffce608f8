namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A HAL link object (draft-kelly-json-hal-11, section 5); properties that are null or false are omitted.</summary>
/// <param name="Href">A URI, or a URI template if <see cref="Templated"/>; the path base is added when it is written.</param>
public sealed record Link(string Href)
{
    public bool Templated { get; init; }

    public string? Type { get; init; }

    /// <summary>The address of a page that says why the link will be removed, and what to use instead; null if it stays.</summary>
    public string? Deprecation { get; init; }

    public string? Name { get; init; }

    public string? Profile { get; init; }

    public string? Title { get; init; }

    public string? Hreflang { get; init; }
}
