using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.OpenApi;

/// <summary>Reads the embedded files of this folder.</summary>
internal static class OpenApiFiles
{
    private const string Prefix = "openapi/";
    private const string Extension = ".json";

    /// <summary>Returns a file by its path below the folder, without extension.</summary>
    public static JsonObject Read(string name) => JsonNode.Parse(ReadText(name))!.AsObject();

    /// <summary>Returns a file as it is written, for readers.</summary>
    public static string ReadText(string name)
    {
        using var reader = new StreamReader(typeof(OpenApiFiles).Assembly.GetManifestResourceStream($"{Prefix}{name}{Extension}")!);
        return reader.ReadToEnd();
    }

    /// <summary>Returns the files of a subfolder by their names without extension, in ordinal order.</summary>
    public static IEnumerable<(string Name, JsonNode Content)> ReadFolder(string folder)
    {
        var start = $"{Prefix}{folder}/";
        var names = from resource in typeof(OpenApiFiles).Assembly.GetManifestResourceNames()
                    where resource.StartsWith(start, StringComparison.Ordinal)
                    select resource[start.Length..^Extension.Length];
        return names.Order(StringComparer.Ordinal).Select(name => (name, JsonNode.Parse(ReadText($"{folder}/{name}"))!));
    }
}
