using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Data.Migrations;

/// <summary>One file of db/migrations, applied once, or of db/functions, applied again with a higher version.</summary>
/// <param name="Version">The number that orders migrations, or the version of functions, which orders their texts.</param>
public sealed record MigrationScript(int Version, bool IsFunctions, string Name, string Sql)
{
    private const string Migrations = "migrations/";
    private const string Functions = "functions/";
    private static readonly Regex FileName = new(@"^(\d{4})_[a-z0-9_]+\.sql$");
    private static readonly Regex FirstLine = new(@"^-- Version (\d{1,9})\.\r?\n");

    /// <summary>The hash of the text with LF, so that a checkout with other line endings is the same script.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.TrimStart('\uFEFF').ReplaceLineEndings("\n"))));

    /// <summary>The scripts of this assembly, in the order in which they are applied.</summary>
    public static IReadOnlyList<MigrationScript> BuiltIn { get; } = Read(typeof(MigrationScript).Assembly);

    /// <summary>Creates a migration from a file that is named like 0001_first.sql.</summary>
    /// <exception cref="MigrationException">The name has no number.</exception>
    public static MigrationScript Migration(string fileName, string sql) => FileName.Match(fileName) is { Success: true } match
        ? new MigrationScript(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), false, fileName, sql)
        : throw new MigrationException($"Migration {fileName} is not named like 0001_what_it_does.sql.");

    /// <summary>Creates a script of functions from a file that begins with a line such as <c>-- Version 1.</c></summary>
    /// <exception cref="MigrationException">There is no such line.</exception>
    public static MigrationScript OfFunctions(string fileName, string sql) => FirstLine.Match(sql) is { Success: true } match
        ? new MigrationScript(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), true, Functions + fileName, sql)
        : throw new MigrationException($"The script {Functions}{fileName} does not begin with a line such as '-- Version 1.'.");

    /// <summary>Returns migrations by number, then functions by name.</summary>
    /// <exception cref="MigrationException">Two migrations have one number.</exception>
    internal static IReadOnlyList<MigrationScript> InOrder(IReadOnlyCollection<MigrationScript> scripts)
    {
        MigrationScript[] ordered =
        [
            .. scripts.Where(script => !script.IsFunctions).OrderBy(script => script.Version),
            .. scripts.Where(script => script.IsFunctions).OrderBy(script => script.Name, StringComparer.Ordinal),
        ];
        foreach (var (script, next) in ordered.Zip(ordered.Skip(1)))
        {
            if (!script.IsFunctions && !next.IsFunctions && script.Version == next.Version)
                throw new MigrationException(
                    $"Migrations {script.Name} and {next.Name} have the same number: renumber the newer one.");
        }
        return ordered;
    }

    private static IReadOnlyList<MigrationScript> Read(Assembly assembly)
    {
        var scripts = new List<MigrationScript>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (name.StartsWith(Migrations, StringComparison.Ordinal))
                scripts.Add(Migration(name[Migrations.Length..], ReadText(assembly, name)));
            else if (name.StartsWith(Functions, StringComparison.Ordinal))
                scripts.Add(OfFunctions(name[Functions.Length..], ReadText(assembly, name)));
        }
        return InOrder(scripts);
    }

    private static string ReadText(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
