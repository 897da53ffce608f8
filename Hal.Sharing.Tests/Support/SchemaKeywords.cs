using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Support;

/// <summary>The keywords of JSON Schema that look at one value alone.</summary>
internal static class SchemaKeywords
{
    private static readonly Dictionary<string, Predicate<string>> Formats = new()
    {
        ["date-time"] = text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        ["uri"] = text => Uri.TryCreate(text, UriKind.Absolute, out _),
        ["uri-reference"] = text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
    };

    public static JsonSchemas.Rule Type(JsonElement types)
    {
        string[] names = types.ValueKind == JsonValueKind.Array ? [.. types.EnumerateArray().Select(type => type.GetString()!)] : [types.GetString()!];
        return value => Array.Exists(names, name => IsOf(value, name)) ? null : $"{JsonSchemas.Shown(value)} is no {string.Join(" or ", names)}";
    }

    public static JsonSchemas.Rule OneOf(JsonElement[] values) => value =>
        Array.Exists(values, known => JsonElement.DeepEquals(known, value)) ? null : $"{JsonSchemas.Shown(value)} is none of {string.Join(", ", values)}";

    public static JsonSchemas.Rule Required(string[] names) => value =>
        value.ValueKind == JsonValueKind.Object && Array.Find(names, name => !value.TryGetProperty(name, out _)) is { } missing ? $"{missing} is missing" : null;

    /// <summary>What limits lengths, numbers and the shape of texts.</summary>
    public static JsonSchemas.Rule Limit(JsonProperty keyword) => keyword.Name switch
    {
        "minLength" => Text(text => text.EnumerateRunes().Count() >= keyword.Value.GetInt32(), keyword),
        "maxLength" => Text(text => text.EnumerateRunes().Count() <= keyword.Value.GetInt32(), keyword),
        "pattern" => Text(Pattern(keyword.Value.GetString()!).IsMatch, keyword),
        "format" => Text(Formats[keyword.Value.GetString()!], keyword),
        "minimum" => Of(JsonValueKind.Number, value => value.GetDouble() >= keyword.Value.GetDouble(), keyword),
        "maximum" => Of(JsonValueKind.Number, value => value.GetDouble() <= keyword.Value.GetDouble(), keyword),
        "minItems" => Of(JsonValueKind.Array, value => value.GetArrayLength() >= keyword.Value.GetInt32(), keyword),
        "maxItems" => Of(JsonValueKind.Array, value => value.GetArrayLength() <= keyword.Value.GetInt32(), keyword),
        _ => throw new NotSupportedException($"The keyword {keyword.Name} is not known here; add it."),
    };

    // $ is the very end in JSON Schema, while .NET's lets a line feed pass behind it.
    public static Regex Pattern(string pattern) =>
        new(pattern.EndsWith('$') ? $@"{pattern[..^1]}\z" : pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => throw new NotSupportedException($"There is no type {type}."),
    };

    private static JsonSchemas.Rule Text(Predicate<string> fits, JsonProperty keyword) => Of(JsonValueKind.String, value => fits(value.GetString()!), keyword);

    private static JsonSchemas.Rule Of(JsonValueKind kind, Predicate<JsonElement> fits, JsonProperty keyword) => value =>
        value.ValueKind != kind || fits(value) ? null : $"{JsonSchemas.Shown(value)} does not fit {keyword.Name} {keyword.Value}";
}
