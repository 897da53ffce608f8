using System.Collections.Frozen;

namespace Hal.Sharing.Api.Schemas;

/// <summary>Reads the embedded JSON Schemas of this folder. Their references are relative, so that any path base works.</summary>
public static class SchemaFiles
{
    private const string Prefix = "schemas/";
    private const string Extension = ".json";

    private static readonly FrozenDictionary<string, byte[]> Files = Read();

    /// <summary>The names in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Returns the schema in UTF-8, or null if there is none of this name.</summary>
    public static byte[]? Find(string name) => Files.GetValueOrDefault(name);

    private static FrozenDictionary<string, byte[]> Read()
    {
        var assembly = typeof(SchemaFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(resource => resource[Prefix.Length..^Extension.Length], resource =>
            {
                using var stream = assembly.GetManifestResourceStream(resource)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return bytes;
            });
    }
}
