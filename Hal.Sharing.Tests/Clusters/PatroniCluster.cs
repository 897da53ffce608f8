using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Architecture;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Clusters;

/// <summary>
/// Three nodes of Patroni with etcd, HAProxy and two servers, by the script deploy/patroni/cluster, as an operator would start them. A
/// cluster whose test run was killed is stopped by the next run.
/// </summary>
[CollectionDefinition(nameof(PatroniCluster))]
public sealed partial class PatroniCluster : IAsyncLifetime, ICollectionFixture<PatroniCluster>
{
    private const string FolderPrefix = "hal-sharing-patroni-";
    private const int Ports = 5;
    private static readonly string[] Programs = ["etcd", "etcdctl", "patroni", "patronictl", "haproxy", "curl", "setpriv", "openssl"];
    private static readonly string Script = Path.Combine(Repository.Root, "deploy", "patroni", "cluster");

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"{FolderPrefix}{Environment.ProcessId}");
    private readonly string _key = Path.Combine(Path.GetTempPath(), $"{FolderPrefix}{Environment.ProcessId}.pem");
    private int _port;

    /// <summary>Why there can be no cluster here; null if there can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Whether a node can be cut off from the others.</summary>
    public bool CanCut => Setting("NETWORK") == "namespaces";

    /// <summary>The servers themselves, not the address that HAProxy has for both.</summary>
    public Uri[] Servers => [new($"http://127.0.0.1:{_port + 3}"), new($"http://127.0.0.1:{_port + 4}")];

    /// <summary>The database of the servers, through HAProxy.</summary>
    public string ConnectionString =>
        $"Host=127.0.0.1;Port={_port + 1};Database=sharing;Username=sharing;Password={Setting("SERVER_PASSWORD")}";

    /// <summary>The database at one node.</summary>
    public string NodeConnectionString(string node) =>
        new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString) { Host = $"{Setting("SUBNET")}.1{node}", Port = 5432 }.ConnectionString;

    public async Task InitializeAsync()
    {
        if (Missing is not null)
            return;
        foreach (var stale in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*").Where(IsStale))
            await RunAsync("stop", "--folder", stale);
        await File.WriteAllTextAsync(_key, TestIssuer.BuiltInPem);
        _port = FreePort.Find(Ports);
        await RunAsync("start", "--folder", _folder, "--port", $"{_port}", "--server", ServerProcess.Assembly, "--remote-apply");
    }

    public async Task DisposeAsync()
    {
        File.Delete(_key);
        if (Directory.Exists(_folder))
            await CallAsync("stop");
    }

    /// <summary>Returns the node that is the primary; null if there is none.</summary>
    public async Task<string?> LeaderAsync()
    {
        var (exitCode, output) = await TryAsync(Command("leader"));
        return exitCode == 0 ? output : null;
    }

    /// <summary>Runs one of the script's commands and returns what it printed; throws what it printed if it failed.</summary>
    public Task<string> CallAsync(params string[] arguments) => RunAsync(Command(arguments));

    /// <summary>Runs a statement at a node, from where the node itself is; false if PostgreSQL did not say that it was done.</summary>
    public async Task<(bool IsDone, string Output)> AskAsync(string node, string sql)
    {
        var (exitCode, output) = await TryAsync(Command("sql", node, sql, "sharing"));
        return (exitCode == 0, output);
    }

    /// <summary>
    /// Returns when PostgreSQL at a node last ended its recovery, because Patroni promoted it, by its own log; null if it never did.
    /// </summary>
    public async Task<DateTime?> PromotedAtAsync(string node)
    {
        var log = await CallAsync("log", node);
        return Promotion().Matches(log).LastOrDefault() is { } line
            ? DateTime.ParseExact(line.Groups[1].Value, "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
            : null;
    }

    private string[] Command(params string[] arguments) => [.. arguments, "--folder", _folder];

    private string Setting(string name) => Regex.Match(
        File.ReadAllText(Path.Combine(_folder, "settings")), $"^declare -- {name}=\"(.*)\"$", RegexOptions.Multiline).Groups[1].Value;

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output) = await TryAsync(arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"cluster {string.Join(' ', arguments)}: {output}");
    }

    private async Task<(int ExitCode, string Output)> TryAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(Script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SIGNING_KEY_FILE"] = _key;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, $"{await output}{await error}".Trim());
    }

    private static bool IsStale(string folder) =>
        int.TryParse(Path.GetFileName(folder)[FolderPrefix.Length..], out var owner) && !Directory.Exists($"/proc/{owner}");

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux())
            return "Patroni is tried on Linux only.";
        var folders = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':');
        var missing = Programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0)
            return $"There is no {string.Join(", ", missing)}: run deploy/patroni/cluster install.";
        return Directory.Exists("/usr/lib/postgresql") ? null : "There is no PostgreSQL in /usr/lib/postgresql.";
    }

    [GeneratedRegex(@"^(\S+ \S+) UTC \[\d+\] LOG:  archive recovery complete", RegexOptions.Multiline)]
    private static partial Regex Promotion();
}
