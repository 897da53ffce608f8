namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A form: one request that the caller may send now (HAL-FORMS, section 2.2, "The _templates element").</summary>
/// <param name="Title">The action in words, for people.</param>
/// <param name="Method">The method in upper case.</param>
/// <param name="Target">The href of the request; the path base is added when it is written.</param>
/// <param name="Properties">The fields; written even if there are none.</param>
public sealed record Template(string Title, string Method, string Target, params IReadOnlyList<TemplateProperty> Properties)
{
    /// <summary>Creates a form that deletes the resource at <paramref name="target"/>.</summary>
    public static Template Delete(string title, string target) => new(title, HttpMethods.Delete, target);

    /// <summary>Creates the exception of an assembler that offers an action without a form.</summary>
    public static InvalidOperationException Missing(string rel) => new($"The action '{rel}' has no form.");

    /// <summary>Whether the request changes the state of its target, and so depends on the revision that the caller read.</summary>
    internal bool ChangesState => Method == HttpMethods.Put || Method == HttpMethods.Delete;
}
