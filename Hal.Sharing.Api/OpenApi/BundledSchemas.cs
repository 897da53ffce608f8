using System.Text.Json.Nodes;
using Hal.Sharing.Api.Schemas;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// Turns the schemas that <c>/schemas</c> serves into components of one document, with local references. Each definition of a file
/// becomes a component (<c>ids.account</c>), because many tools follow references only to components. Older versions are left out.
/// </summary>
public static class BundledSchemas
{
    private const string Definitions = "$defs";

    /// <summary>Throws if the newest version of a schema refers to a version that is not the newest, or to no schema.</summary>
    public static JsonObject Create(SchemaSet set)
    {
        var schemas = new JsonObject();
        foreach (var file in set.Newest)
        {
            var (name, schema) = (file.Name, JsonNode.Parse(file.Content.Span)!.AsObject());
            // The dialect of the document applies.
            schema.Remove("$schema");
            MakeLocal(schema, file, set);
            schema.Remove(Definitions, out var definitions);
            if (schema.Any(keyword => keyword.Key is not ("title" or "description")))
                schemas.Add(name, schema);
            foreach (var (definition, defined) in definitions?.AsObject() ?? [])
                schemas.Add($"{name}.{definition}", defined!.DeepClone());
        }
        return schemas;
    }

    private static void MakeLocal(JsonNode? node, SchemaFile self, SchemaSet set)
    {
        switch (node)
        {
            case JsonObject members:
                if (members["$ref"] is JsonValue reference)
                    members["$ref"] = Local(reference.GetValue<string>(), self, set);
                foreach (var (_, member) in members)
                    MakeLocal(member, self, set);
                break;
            case JsonArray items:
                foreach (var item in items)
                    MakeLocal(item, self, set);
                break;
        }
    }

    private static string Local(string reference, SchemaFile self, SchemaSet set)
    {
        var target = new Uri(new Uri($"file://{self.Href}"), reference);
        var schema = set.Newest.FirstOrDefault(schema => schema.Href == target.AbsolutePath)
            ?? throw new InvalidOperationException($"The schema {self.Href} refers to '{reference}', which is not the newest version.");
        var definition = target.Fragment.TrimStart('#').Replace($"/{Definitions}/", ".", StringComparison.Ordinal);
        return $"#/components/schemas/{schema.Name}{definition}";
    }
}
