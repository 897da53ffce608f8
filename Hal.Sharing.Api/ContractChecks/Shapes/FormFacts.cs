using System.Text.Json;

namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>The forms of a document (HAL-FORMS): methods, fields, their types, limits and options. Values are data and left out.</summary>
internal static class FormFacts
{
    /// <summary>More options than this are data.</summary>
    private const int MaxOptions = 100;

    private static readonly string[] Flags = ["required", "readOnly"];
    private static readonly string[] Limits = ["min", "max", "minLength", "maxLength", "step", "regex"];
    private static readonly string[] OptionLimits = ["minItems", "maxItems"];

    public static void AddTo(DocumentShape shape, IEnumerable<JsonProperty> forms)
    {
        foreach (var form in forms)
        {
            var unit = Unit.Join("forms", form.Name);
            shape.AddOwner(unit);
            shape.Add(Unit.Join(unit, "method"), Text(form.Value, "method")?.ToUpperInvariant() ?? "GET");
            shape.Add(Unit.Join(unit, "contentType"), Text(form.Value, "contentType") ?? MediaTypes.Json, unit);
            if (form.Value.TryGetProperty("properties", out var fields) && fields.ValueKind == JsonValueKind.Array)
                foreach (var field in fields.EnumerateArray().Where(field => field.ValueKind == JsonValueKind.Object))
                    AddField(shape, unit, field);
        }
    }

    private static void AddField(DocumentShape shape, string form, JsonElement field)
    {
        if (Text(field, "name") is not { } name)
            return;
        var unit = Unit.Join(form, "fields", name);
        shape.AddOwner(unit);
        shape.Add(Unit.Join(unit, "type"), Text(field, "type") ?? "text", form);
        foreach (var flag in Flags)
            if (field.TryGetProperty(flag, out var value) && value.ValueKind == JsonValueKind.True)
                shape.Add(Unit.Join(unit, flag), "", unit);
        foreach (var limit in Limits)
            if (Text(field, limit) is { } value)
                shape.Add(Unit.Join(unit, limit), value, unit);
        if (field.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Object)
            AddOptions(shape, unit, options);
    }

    private static void AddOptions(DocumentShape shape, string field, JsonElement options)
    {
        foreach (var limit in OptionLimits)
            if (Text(options, limit) is { } value)
                shape.Add(Unit.Join(field, limit), value, field);
        if (options.TryGetProperty("link", out _))
            shape.Add(Unit.Join(field, "optionsFrom"), "link", field);
        if (!options.TryGetProperty("inline", out var inline) || inline.ValueKind != JsonValueKind.Array)
            return;
        shape.Add(Unit.Join(field, "optionsFrom"), "inline", field);
        if (inline.GetArrayLength() > MaxOptions)
            return;
        var valueField = Text(options, "valueField") ?? "value";
        foreach (var option in inline.EnumerateArray())
            if ((option.ValueKind == JsonValueKind.Object ? Text(option, valueField) : Text(option)) is { } value)
                shape.Add(Unit.Join(field, "options", Address.WithoutId(value)), "", field);
    }

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
