using System.Text.Json.Nodes;
using Hal.Sharing.Api.Schemas;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// The schemas as components of one document: the same files that <c>/schemas</c> serves, with their references turned inwards. What
/// a file defines for others becomes a component of its own (<c>ids.account</c>), for many tools look no deeper.
/// </summary>
internal static class BundledSchemas
{
    private const string Definitions = "$defs";

    public static JsonObject Create()
    {
        var schemas = new JsonObject();
        foreach (var name in SchemaFiles.Names)
        {
            var schema = JsonNode.Parse(SchemaFiles.Find(name))!.AsObject();
            // The document's own dialect counts.
            schema.Remove("$schema");
            TurnInwards(schema, name);
            schema.Remove(Definitions, out var definitions);
            if (schema.Any(keyword => keyword.Key is not ("title" or "description")))
                schemas.Add(name, schema);
            foreach (var (definition, defined) in definitions?.AsObject() ?? [])
                schemas.Add($"{name}.{definition}", defined!.DeepClone());
        }
        return schemas;
    }

    private static void TurnInwards(JsonNode? node, string self)
    {
        switch (node)
        {
            case JsonObject members:
                if (members["$ref"] is JsonValue reference)
                    members["$ref"] = Inwards(reference.GetValue<string>(), self);
                foreach (var (_, member) in members)
                    TurnInwards(member, self);
                break;
            case JsonArray items:
                foreach (var item in items)
                    TurnInwards(item, self);
                break;
        }
    }

    private static string Inwards(string reference, string self)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var (name, pointer) = hash < 0 ? (reference, "") : (reference[..hash], reference[(hash + 1)..]);
        return $"#/components/schemas/{(name.Length > 0 ? name : self)}{pointer.Replace($"/{Definitions}/", ".", StringComparison.Ordinal)}";
    }
}
