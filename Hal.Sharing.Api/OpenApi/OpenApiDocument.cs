using System.Reflection;
using System.Text.Json.Nodes;
using Hal.Sharing.Api.Schemas;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// Builds the OpenAPI document of this server from the files of this folder. They are written by hand: bodies are read and written
/// without types that a document could be generated from.
/// </summary>
public static class OpenApiDocument
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    /// <summary>The version of the program, without the commit.</summary>
    internal static string Version { get; } = typeof(OpenApiDocument).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Returns the document without servers and without HEAD and OPTIONS, which are the same for every resource.</summary>
    public static JsonObject Create()
    {
        var document = OpenApiFiles.Read("openapi");
        var components = document["components"]!.AsObject();
        components["schemas"] = BundledSchemas.Create(SchemaSet.Served);
        components["examples"] = Examples();
        var (responses, common) = (new Responses(components), OpenApiFiles.Read("common"));

        var paths = document["paths"]!.AsObject();
        foreach (var (path, item) in OpenApiFiles.ReadFolder("paths").SelectMany(file => file.Content.AsObject()))
        {
            var operations = item!.DeepClone().AsObject();
            paths.Add(path, operations);
            // The files have the parameters of a path once, the document has them in each operation: Swagger UI does not follow
            // references at the path itself.
            operations.Remove("parameters", out var parameters);
            foreach (var method in Methods)
            {
                if (operations[method] is not JsonObject operation)
                    continue;
                operation["parameters"] = new JsonArray([.. Copies(parameters), .. Copies(operation["parameters"])]);
                CommonParts.AddTo(operation, method, common);
                responses.Expand(operation);
                AddPermission(operation);
            }
        }
        document["x-pages"] = Pages();
        document["info"]!["version"] = Version;
        return document;
    }

    private static JsonObject Pages()
    {
        var pages = OpenApiFiles.Read("pages");
        foreach (var operation in pages.SelectMany(page => page.Value!.AsObject()))
            AddPermission(operation.Value!.AsObject());
        return pages;
    }

    /// <summary>Repeats the needed permission as a paragraph of the description: tools do not show extensions.</summary>
    private static void AddPermission(JsonObject operation)
    {
        if (operation["x-permission"] is { } permission)
            operation["description"] = $"{operation["description"]}\n\nPermission: {permission}.".Trim();
    }

    private static IEnumerable<JsonNode?> Copies(JsonNode? items) => items?.AsArray().Select(item => item?.DeepClone()) ?? [];

    private static JsonObject Examples()
    {
        var examples = new JsonObject();
        foreach (var (name, value) in OpenApiFiles.ReadFolder("examples"))
            examples.Add(name, new JsonObject { ["value"] = value });
        foreach (var (name, example) in OpenApiFiles.Read("problems"))
            examples.Add($"problem.{name}", new JsonObject { ["value"] = Problem(Responses.TypeOf(name), example!.AsObject()) });
        return examples;
    }

    private static JsonObject Problem(ProblemType type, JsonObject example) => new(
    [
        new("type", type.Path), new("title", type.Title), new("status", type.Status),
        .. example.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())),
        new("traceId", "4bf92f3577b34da6a3ce929d0e0e4736"),
    ]);
}
