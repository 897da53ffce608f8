namespace Hal.Sharing.Api.Hypermedia;

/// <summary>The values of a field (HAL-FORMS, section 2.3.3), listed here or behind a link.</summary>
public sealed record TemplateOptions
{
    /// <summary>All values, best first; null if <see cref="Link"/> leads to them.</summary>
    public IReadOnlyList<TemplateOption>? Inline { get; init; }

    /// <summary>A link to an array of objects with <c>prompt</c> and <c>value</c>.</summary>
    public Link? Link { get; init; }

    /// <summary>The smallest number of values to choose; null means 0, or 1 if the field is required.</summary>
    public int? MinItems { get; init; }

    /// <summary>The largest number of values to choose; above 1, the field is sent as an array.</summary>
    public int? MaxItems { get; init; }

    /// <summary>The current choice; omitted if it is empty.</summary>
    public IReadOnlyList<string> SelectedValues { get; init; } = [];
}

/// <summary>One value to choose.</summary>
/// <param name="Prompt">The text for people.</param>
/// <param name="Value">The value to send.</param>
public sealed record TemplateOption(string Prompt, string Value);
