namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A form: one request that the caller may send now (HAL-FORMS, section 2.2, "The _templates element").</summary>
/// <param name="Title">What the request does, for people.</param>
/// <param name="Method">In upper case.</param>
/// <param name="Target">Where the request goes: an href, sent behind the path base.</param>
/// <param name="Properties">What can be said; written even when there is nothing to say.</param>
public sealed record Template(string Title, string Method, string Target, params IReadOnlyList<TemplateProperty> Properties)
{
    /// <summary>A form to delete what <paramref name="target"/> names.</summary>
    public static Template Delete(string title, string target) => new(title, HttpMethods.Delete, target);

    /// <summary>For an assembler that offers what it has no form for.</summary>
    public static InvalidOperationException Missing(string rel) => new($"The action '{rel}' has no form.");

    /// <summary>Whether the request speaks of the state of what it is sent to, and so of a state that somebody has read.</summary>
    internal bool ChangesState => Method == HttpMethods.Put || Method == HttpMethods.Delete;
}
