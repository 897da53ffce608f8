using System.Globalization;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Data.Embedded;

/// <summary>A folder with postgres, initdb and pg_ctl of one version.</summary>
internal sealed record PostgresPrograms(string Folder, int Major, string Version)
{
    private static readonly Regex VersionPattern = new(@"\(PostgreSQL\) (?<version>(?<major>\d+)\S*)");

    public const int OldestMajor = 15;

    public string Program(string name) => Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>Returns the programs in a folder; null if they are missing or the account cannot run them.</summary>
    public static async Task<PostgresPrograms?> ReadAsync(string folder, PostgresAccount account, CancellationToken cancellationToken)
    {
        var programs = new PostgresPrograms(folder, 0, "");
        if (!File.Exists(programs.Program("postgres")))
            return null;
        var run = await account.RunAsync(programs.Program("postgres"), ["--version"], Path.GetTempPath(), cancellationToken);
        var match = VersionPattern.Match(run.Output);
        if (!run.Succeeded || !match.Success)
            return null;
        return programs with
        {
            Major = int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture),
            Version = match.Groups["version"].Value,
        };
    }

    public bool AreComplete => File.Exists(Program("initdb")) && File.Exists(Program("pg_ctl"));
}
