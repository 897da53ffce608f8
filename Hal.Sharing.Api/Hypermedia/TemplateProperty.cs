namespace Hal.Sharing.Api.Hypermedia;

/// <summary>One field of a form (HAL-FORMS, section 2.3); members that are null or false are not written.</summary>
/// <param name="Name">The member of the request's JSON object.</param>
/// <param name="Prompt">What people read beside the field.</param>
public sealed record TemplateProperty(string Name, string? Prompt = null)
{
    public bool Required { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>As HTML names the types of its fields: <c>text</c>, <c>textarea</c>, <c>number</c>, <c>email</c>, <c>url</c>, <c>hidden</c>.</summary>
    public string? Type { get; init; }

    public int? Min { get; init; }

    public int? Max { get; init; }

    /// <summary>In characters.</summary>
    public int? MinLength { get; init; }

    /// <inheritdoc cref="MinLength"/>
    public int? MaxLength { get; init; }

    /// <summary>Has to match the whole value, as the pattern of an HTML field does.</summary>
    public string? Regex { get; init; }

    /// <summary>The present state, whatever its type is, as text.</summary>
    public string? Value { get; init; }

    public TemplateOptions? Options { get; init; }

    /// <summary>True or false, as a choice of two: HAL-FORMS knows no <c>checkbox</c>, and clients differ in what they make of it.</summary>
    public static TemplateProperty YesOrNo(string name, string prompt, bool present) => new(name, prompt)
    {
        Options = new() { Inline = [new("No", "false"), new("Yes", "true")], SelectedValues = [present ? "true" : "false"], MinItems = 1, MaxItems = 1 },
    };
}
