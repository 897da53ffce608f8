namespace Hal.Sharing.Api.Hypermedia;

/// <summary>One field of a form (HAL-FORMS, section 2.3); properties that are null or false are omitted.</summary>
/// <param name="Name">The property of the request's JSON object.</param>
/// <param name="Prompt">The label of the field.</param>
public sealed record TemplateProperty(string Name, string? Prompt = null)
{
    /// <summary>The field with the revision from which the form was made, so that a newer state is not overwritten.</summary>
    public static TemplateProperty OfRevision(string? revision) => new(TemplateWriter.Version) { Type = "hidden", Value = revision };

    public bool Required { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>The type, as in HTML: <c>text</c>, <c>textarea</c>, <c>number</c>, <c>email</c>, <c>url</c>, <c>hidden</c>.</summary>
    public string? Type { get; init; }

    public int? Min { get; init; }

    public int? Max { get; init; }

    /// <summary>The limit in characters.</summary>
    public int? MinLength { get; init; }

    /// <inheritdoc cref="MinLength"/>
    public int? MaxLength { get; init; }

    /// <summary>A pattern that must match the whole value, as in HTML.</summary>
    public string? Regex { get; init; }

    /// <summary>The current state as text, regardless of its type.</summary>
    public string? Value { get; init; }

    public TemplateOptions? Options { get; init; }

    /// <summary>Creates a choice of two for a boolean: HAL-FORMS has no <c>checkbox</c>, and clients interpret it differently.</summary>
    public static TemplateProperty YesOrNo(string name, string prompt, bool present) => new(name, prompt)
    {
        Options = new()
        {
            Inline = [new("No", "false"), new("Yes", "true")],
            SelectedValues = [present ? "true" : "false"],
            MinItems = 1,
            MaxItems = 1,
        },
    };
}
