using System.Text.Json.Nodes;
using Hal.Sharing.Api.Schemas;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// Turns the schemas that <c>/schemas</c> serves into components of one document, with local references. Each definition of a file
/// becomes a component (<c>ids.account</c>), because many tools follow references only to components.
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
            // The dialect of the document applies.
            schema.Remove("$schema");
            MakeLocal(schema, name);
            schema.Remove(Definitions, out var definitions);
            if (schema.Any(keyword => keyword.Key is not ("title" or "description")))
                schemas.Add(name, schema);
            foreach (var (definition, defined) in definitions?.AsObject() ?? [])
                schemas.Add($"{name}.{definition}", defined!.DeepClone());
        }
        return schemas;
    }

    private static void MakeLocal(JsonNode? node, string self)
    {
        switch (node)
        {
            case JsonObject members:
                if (members["$ref"] is JsonValue reference)
                    members["$ref"] = Local(reference.GetValue<string>(), self);
                foreach (var (_, member) in members)
                    MakeLocal(member, self);
                break;
            case JsonArray items:
                foreach (var item in items)
                    MakeLocal(item, self);
                break;
        }
    }

    private static string Local(string reference, string self)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var (name, pointer) = hash < 0 ? (reference, "") : (reference[..hash], reference[(hash + 1)..]);
        var definition = pointer.Replace($"/{Definitions}/", ".", StringComparison.Ordinal);
        return $"#/components/schemas/{(name.Length > 0 ? name : self)}{definition}";
    }
}
