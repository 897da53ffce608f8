using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>The files of this folder that the OpenAPI document is put together from.</summary>
internal static class OpenApiFiles
{
    private const string Prefix = "openapi/";
    private const string Extension = ".json";

    /// <summary>A file at the root of the folder.</summary>
    public static JsonObject Read(string name) => ReadResource($"{Prefix}{name}{Extension}").AsObject();

    /// <summary>The files of a folder of it, by their names without extension, ordinal.</summary>
    public static IEnumerable<(string Name, JsonNode Content)> ReadFolder(string folder)
    {
        var start = $"{Prefix}{folder}/";
        return from resource in typeof(OpenApiFiles).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
               where resource.StartsWith(start, StringComparison.Ordinal)
               select (resource[start.Length..^Extension.Length], ReadResource(resource));
    }

    private static JsonNode ReadResource(string resource)
    {
        using var stream = typeof(OpenApiFiles).Assembly.GetManifestResourceStream(resource)!;
        return JsonNode.Parse(stream)!;
    }
}
