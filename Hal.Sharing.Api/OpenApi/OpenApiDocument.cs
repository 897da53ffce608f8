using System.Reflection;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>
/// The OpenAPI document of everything that this server answers: written by hand in the files of this folder, put together here.
/// (Bodies are read and written by code of our own, so nothing could be generated from types.)
/// </summary>
public static class OpenApiDocument
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    /// <summary>Without servers, and without the methods that every resource has in one way: HEAD and OPTIONS.</summary>
    public static JsonObject Create()
    {
        var document = OpenApiFiles.Read("openapi");
        var components = document["components"]!.AsObject();
        components["schemas"] = BundledSchemas.Create();
        components["examples"] = Examples();
        var (answers, common) = (new Answers(components), OpenApiFiles.Read("common"));

        var paths = document["paths"]!.AsObject();
        foreach (var (path, item) in OpenApiFiles.ReadFolder("paths").SelectMany(file => file.Content.AsObject()))
        {
            var operations = item!.DeepClone().AsObject();
            paths.Add(path, operations);
            // Said once for a path in the files, but once for each operation here: Swagger UI follows no references at the path itself.
            operations.Remove("parameters", out var parameters);
            foreach (var method in Methods)
            {
                if (operations[method] is not JsonObject operation)
                    continue;
                operation["parameters"] = new JsonArray([.. Copies(parameters), .. Copies(operation["parameters"])]);
                CommonParts.AddTo(operation, method, common);
                answers.SpellOut(operation);
            }
        }
        document["info"]!["version"] = typeof(OpenApiDocument).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        return document;
    }

    private static IEnumerable<JsonNode?> Copies(JsonNode? items) => items?.AsArray().Select(item => item?.DeepClone()) ?? [];

    private static JsonObject Examples()
    {
        var examples = new JsonObject();
        foreach (var (name, value) in OpenApiFiles.ReadFolder("examples"))
            examples.Add(name, new JsonObject { ["value"] = value });
        foreach (var (name, value) in OpenApiFiles.Read("problems"))
            examples.Add($"problem.{name}", new JsonObject { ["value"] = value!.DeepClone() });
        return examples;
    }
}
