namespace Hal.Sharing.Api.Hypermedia;

/// <summary>The values that a field can have (HAL-FORMS, section 2.3.3): listed here, or found behind a link.</summary>
public sealed record TemplateOptions
{
    /// <summary>Every value, best first; null where <see cref="Link"/> leads to them.</summary>
    public IReadOnlyList<TemplateOption>? Inline { get; init; }

    /// <summary>Leads to an array of objects with <c>prompt</c> and <c>value</c>.</summary>
    public Link? Link { get; init; }

    /// <summary>The least number of values to choose; null: none, or one where the field is required.</summary>
    public int? MinItems { get; init; }

    /// <summary>The most values to choose; with more than one the field is sent as an array.</summary>
    public int? MaxItems { get; init; }

    /// <summary>What is chosen now; empty is not written.</summary>
    public IReadOnlyList<string> SelectedValues { get; init; } = [];
}

/// <summary>One value to choose.</summary>
/// <param name="Prompt">What people read.</param>
/// <param name="Value">What is sent.</param>
public sealed record TemplateOption(string Prompt, string Value);
