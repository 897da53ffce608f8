using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Data.Migrations;

/// <summary>One file of db/migrations: its number orders it, its checksum tells whether it is still what was applied.</summary>
public sealed record MigrationScript(int Version, string Name, string Sql)
{
    private static readonly Regex FileName = new(@"^(\d{4})_[a-z0-9_]+\.sql$");

    private const string Folder = "migrations/";

    /// <summary>Of the text with LF, so that a checkout with other line endings is the same migration.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.TrimStart('\uFEFF').ReplaceLineEndings("\n"))));

    /// <summary>The migrations built into this assembly, in order.</summary>
    public static IReadOnlyList<MigrationScript> BuiltIn { get; } = Read(typeof(MigrationScript).Assembly);

    /// <summary>Takes a name such as 0001_first.sql apart.</summary>
    public static MigrationScript Parse(string fileName, string sql) => FileName.Match(fileName) is { Success: true } match
        ? new MigrationScript(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), fileName, sql)
        : throw new MigrationException($"Migration {fileName} is not named like 0001_what_it_does.sql.");

    private static List<MigrationScript> Read(Assembly assembly)
    {
        var scripts = new List<MigrationScript>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            scripts.Add(Parse(name[Folder.Length..], reader.ReadToEnd()));
        }
        return [.. scripts.OrderBy(script => script.Version)];
    }
}
