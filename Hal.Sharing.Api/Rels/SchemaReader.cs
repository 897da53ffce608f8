using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.Rels;

/// <summary>Reads parts of the OpenAPI document through their references, and puts schemas into words.</summary>
internal sealed class SchemaReader(JsonObject document)
{
    /// <summary>Returns the object that a local reference leads to, or the object itself.</summary>
    public JsonObject Follow(JsonNode node) => Target(node.AsObject()) is { } target ? Follow(target) : node.AsObject();

    /// <summary>Returns the descriptions of the schema and of the schemas that it refers to.</summary>
    public string Description(JsonObject schema) =>
        string.Join(' ', Chain(schema).Select(part => part["description"]).OfType<JsonValue>().Select(text => text.ToString()));

    /// <summary>Returns type and limits: <c>string, 1-200 characters</c>.</summary>
    public string Type(JsonObject schema)
    {
        if (Keyword(schema, "enum") is JsonArray values)
            return string.Join(", ", values.OfType<JsonValue>().Select(value => $"`{value}`").Distinct());
        if (Keyword(schema, "const") is { } only)
            return $"`{only}`";
        // The first of several types is the main one: null counts as omitted, and form clients send numbers as strings.
        var type = Keyword(schema, "type") switch { JsonArray several => several[0]!.ToString(), { } one => one.ToString(), null => "any" };
        if (type == "array")
            return $"array of {Type(Keyword(schema, "items")!.AsObject())}{Range(schema, "minItems", "maxItems", " items")}";
        return $"{type}{Range(schema, "minimum", "maximum", "")}{Range(schema, "minLength", "maxLength", " characters")}";
    }

    /// <summary>Returns the keyword of the schema or of the first schema on its chain of references that has it.</summary>
    public JsonNode? Keyword(JsonObject schema, string name) =>
        Chain(schema).Select(part => part[name]).FirstOrDefault(value => value is not null);

    private string Range(JsonObject schema, string low, string high, string unit) => (Keyword(schema, low), Keyword(schema, high)) switch
    {
        (null, null) => "",
        ({ } min, null) => $", at least {min}{unit}",
        (null, { } max) => $", at most {max}{unit}",
        var (min, max) => $", {min}-{max}{unit}",
    };

    private IEnumerable<JsonObject> Chain(JsonObject schema)
    {
        for (var part = schema; part is not null; part = Target(part))
            yield return part;
    }

    /// <summary>Returns null if there is no reference. The names of this document contain no escaped characters.</summary>
    private JsonObject? Target(JsonObject node) =>
        node["$ref"]?.GetValue<string>()[2..].Split('/').Aggregate((JsonNode)document, (found, name) => found[name]!).AsObject();
}
