using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>One of a document's templates, as a client of HAL-FORMS reads it: with the defaults of its specification.</summary>
public sealed record HalForm(string Key, JsonElement Template)
{
    public string Method => Template.TryGetProperty("method", out var method) ? method.GetString()! : "GET";

    public string Target => Template.GetProperty("target").GetString()!;

    public string ContentType => Template.TryGetProperty("contentType", out var type) ? type.GetString()! : "application/json";

    public IReadOnlyList<FormProperty> Properties =>
        Template.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateArray().Select(property => new FormProperty(property))] : [];

    /// <summary>The forms of a document, in its order.</summary>
    public static IReadOnlyList<HalForm> AllOf(JsonElement document) =>
        document.TryGetProperty("_templates", out var templates)
            ? [.. templates.EnumerateObject().Select(template => new HalForm(template.Name, template.Value))]
            : [];
}

/// <summary>One field of a form.</summary>
public sealed record FormProperty(JsonElement Field)
{
    public string Name => Field.GetProperty("name").GetString()!;

    public string Type => Text("type") ?? "text";

    public string? Value => Text("value");

    public string? Regex => Text("regex");

    public bool IsRequired => Flag("required");

    /// <summary>Nothing for a person to fill in: it is sent as it came.</summary>
    public bool IsFixed => Type == "hidden" || Flag("readOnly");

    public int? Min => Number(Field, "min");

    public int? Max => Number(Field, "max");

    public int? MinLength => Number(Field, "minLength");

    public int? MaxLength => Number(Field, "maxLength");

    public JsonElement? Options => Field.TryGetProperty("options", out var options) ? options : null;

    /// <summary>Whether more than one value can be chosen: the field is sent as an array then.</summary>
    public bool IsMany => Options is { } options && Number(options, "maxItems") is not (null or 1);

    /// <summary>The values to choose, where they stand in the form itself; null otherwise.</summary>
    public IReadOnlyList<FormOption>? Inline =>
        Options is { } options && options.TryGetProperty("inline", out var inline) ? FormOption.AllOf(inline) : null;

    /// <summary>The values of an unchanged field.</summary>
    public IReadOnlyList<string> Selected =>
        Options is { } options
            && options.TryGetProperty("selectedValues", out var selected)
                ? [.. selected.EnumerateArray().Select(value => value.GetString()!)]
        : Value is { } one ? [one] : [];

    private string? Text(string name) => Field.TryGetProperty(name, out var text) ? text.GetString() : null;

    private bool Flag(string name) => Field.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static int? Number(JsonElement of, string name) => of.TryGetProperty(name, out var number) ? number.GetInt32() : null;
}

/// <summary>One value to choose, and how people read it.</summary>
public sealed record FormOption(string Prompt, string Value)
{
    public static IReadOnlyList<FormOption> AllOf(JsonElement options) =>
        [.. options.EnumerateArray()
            .Select(option => new FormOption(option.GetProperty("prompt").GetString()!, option.GetProperty("value").GetString()!))];
}
