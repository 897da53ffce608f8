using System.Collections.Frozen;
using System.Globalization;

namespace Hal.Sharing.Api.Schemas;

/// <summary>
/// The JSON Schemas by version and name. To add a version, add a file to the folder of that version; it refers to schemas of other versions
/// as <c>../1/hal</c>.
/// </summary>
public sealed class SchemaSet
{
    private const string Prefix = "schemas/";
    private const string Extension = ".json";

    private readonly FrozenDictionary<(string Version, string Name), SchemaFile> _files;

    public SchemaSet(IEnumerable<SchemaFile> files)
    {
        All = [.. files.OrderBy(file => file.Name, StringComparer.Ordinal).ThenBy(file => file.Version)];
        Newest = [.. All.GroupBy(file => file.Name).Select(versions => versions.Last())];
        _files = All.ToFrozenDictionary(file => (file.Version.ToString(CultureInfo.InvariantCulture), file.Name));
    }

    /// <summary>The files of this folder, which the server serves.</summary>
    public static SchemaSet Served { get; } = new(Read());

    /// <summary>All versions, by name in ordinal order, then by version.</summary>
    public IReadOnlyList<SchemaFile> All { get; }

    /// <summary>The greatest version of each schema, by name in ordinal order.</summary>
    public IReadOnlyList<SchemaFile> Newest { get; }

    /// <summary>Returns the schema; null if there is none. A version has one spelling: <c>01</c> is none.</summary>
    public SchemaFile? Find(string version, string name) => _files.GetValueOrDefault((version, name));

    /// <summary>Returns the versions of one schema, the oldest first; empty if there is none of this name.</summary>
    public IReadOnlyList<SchemaFile> Versions(string name) => [.. All.Where(file => file.Name == name)];

    private static IEnumerable<SchemaFile> Read()
    {
        var assembly = typeof(SchemaSet).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            var path = resource.Replace('\\', '/');
            if (!path.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var slash = path.LastIndexOf('/');
            yield return new(
                path[(slash + 1)..^Extension.Length], int.Parse(path[Prefix.Length..slash], CultureInfo.InvariantCulture), bytes);
        }
    }
}
