using System.Collections.Frozen;

namespace Hal.Sharing.Api.Schemas;

/// <summary>The JSON Schemas of this folder, by name; they name each other by relative references, so that they hold wherever they are served.</summary>
public static class SchemaFiles
{
    private const string Prefix = "schemas/";
    private const string Extension = ".json";

    private static readonly FrozenDictionary<string, byte[]> Files = Read();

    /// <summary>Ordinal.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>UTF-8; null where there is none of this name.</summary>
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
