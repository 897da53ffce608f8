using System.Globalization;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Values of the schemas of a document, as JSON texts: valid ones, and some at and beyond the limits of the schema.</summary>
/// <param name="document">The OpenAPI document.</param>
/// <param name="samples">Texts for properties, by name.</param>
internal sealed class SchemaValues(JsonElement document, IReadOnlyDictionary<string, string[]> samples)
{
    private const int MostTries = 12;

    // One of these fits every pattern of the document.
    private static readonly string[] Texts =
    [
        "a", "Name", "Name with spaces", "Ünï😀", "a.b_c@d-e", "https://example.com/a", "a@example.com", "1", "2", "3", "7", "true",
        "", "new-1", "new-2", "x y & < > \\\" \\n",
    ];

    private readonly JsonSchemas _schemas = new(document);

    /// <summary>Returns the rule that says what is wrong with a value.</summary>
    public JsonSchemas.Rule Rule(JsonElement schema) => _schemas.Compile(schema);

    /// <summary>Returns the members of a valid object, in random order, with some of the optional ones.</summary>
    public List<(string Name, string Value)> Members(JsonElement schema, Random random)
    {
        schema = Follow(schema);
        var rule = Rule(schema);
        List<(string Name, string Value)> members = [];
        for (var tries = 0; tries < MostTries; tries++)
        {
            members = [.. Draw(schema, random)];
            if (rule(JsonSerializer.SerializeToElement(JsonDocument.Parse(Text(members)).RootElement)) is null)
                break;
        }
        return members;
    }

    /// <summary>Returns the names of all properties of an object.</summary>
    public IEnumerable<(string Name, JsonElement Schema)> Properties(JsonElement schema) =>
        Follow(schema).TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => (property.Name, property.Value)) : [];

    /// <summary>Returns a valid value; after many tries any.</summary>
    public string Valid(string name, JsonElement schema, Random random)
    {
        var rule = Rule(schema);
        var value = "null";
        for (var tries = 0; tries < MostTries; tries++)
        {
            value = Draw(name, schema, random);
            using var parsed = JsonDocument.Parse(value);
            if (rule(parsed.RootElement) is null)
                break;
        }
        return value;
    }

    /// <summary>Returns a value at a limit of the schema or beyond it, or one of another type.</summary>
    public string Hostile(JsonElement schema, Random random)
    {
        string[] limits =
        [
            .. Keyword(schema, "maxLength") is { } most ? Lengths(most.GetInt32()) : [],
            .. Keyword(schema, "minLength") is { } least ? Lengths(least.GetInt32()) : [],
            .. Keyword(schema, "minimum") is { } low ? Numbers(low.GetInt64()) : [],
            .. Keyword(schema, "maximum") is { } high ? Numbers(high.GetInt64()) : [],
            .. Keyword(schema, "maxItems") is { } items ? Arrays(items.GetInt32()) : [],
            .. Keyword(schema, "enum") is { } values ? values.EnumerateArray().Select(value => value.GetRawText().ToUpperInvariant()) : [],
        ];
        return limits.Length > 0 && random.Next(3) == 0 ? limits[random.Next(limits.Length)]
            : HostileValues.Json[random.Next(HostileValues.Json.Length)];
    }

    public static string Text(IEnumerable<(string Name, string Value)> members) =>
        $"{{{string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Value}"))}}}";

    private IEnumerable<(string Name, string Value)> Draw(JsonElement schema, Random random)
    {
        HashSet<string> required = [.. Names(schema)];
        HashSet<string> excluded = [];
        if (schema.TryGetProperty("oneOf", out var branches))
        {
            var branch = branches[random.Next(branches.GetArrayLength())];
            required.UnionWith(Names(branch));
            excluded = [.. Properties(branch).Select(property => property.Name).Where(name => !required.Contains(name))];
        }
        return from property in Properties(schema)
               where !excluded.Contains(property.Name) && (required.Contains(property.Name)
                   || random.Next(Keyword(property.Schema, "readOnly") is null && property.Name != "version" ? 2 : 8) == 0)
               select (property.Name, Valid(property.Name, property.Schema, random));
    }

    private static IEnumerable<string> Names(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    private string Draw(string name, JsonElement schema, Random random)
    {
        if (Keyword(schema, "enum") is { } values)
            return values[random.Next(values.GetArrayLength())].GetRawText();
        if (Keyword(schema, "items") is { } items)
            return $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Valid(name, items, random)))}]";
        if (Keyword(schema, "type")?.ToString() is { } type && type.Contains("integer", StringComparison.Ordinal) && random.Next(3) > 0)
            return random.Next(1, 5).ToString(CultureInfo.InvariantCulture);
        if (samples.TryGetValue(name, out var texts) && random.Next(6) > 0)
            return $"\"{texts[random.Next(texts.Length)]}\"";
        return $"\"{Texts[random.Next(Texts.Length)]}\"";
    }

    private JsonElement Follow(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? Follow(_schemas.Resolve(reference.GetString()!)) : schema;

    /// <summary>Returns a keyword of a schema or of the one that it refers to; null if neither has it.</summary>
    private JsonElement? Keyword(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var own) ? own
        : schema.TryGetProperty("$ref", out var reference) ? Keyword(_schemas.Resolve(reference.GetString()!), name) : null;

    private static string[] Lengths(int limit) =>
    [
        $"\"{new string('a', limit)}\"", $"\"{new string('a', limit + 1)}\"", $"\"{new string('a', Math.Max(0, limit - 1))}\"",
        $"\"{string.Concat(Enumerable.Repeat("😀", limit / 2))}\"", $"\"{string.Concat(Enumerable.Repeat("😀", limit))}\"",
    ];

    private static string[] Numbers(long limit) => [$"{limit}", $"{limit - 1}", $"{limit + 1}", $"\"{limit}\"", $"\"{limit + 1}\"",
    $"{limit}.0"];

    private static string[] Arrays(int limit) =>
        [$"[{string.Join(',', Enumerable.Repeat("\"data:read\"", limit + 1))}]", $"[{string.Join(',', Enumerable.Repeat("1",
        limit + 1))}]"];
}
