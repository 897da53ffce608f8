using System.Globalization;

namespace Hal.Sharing.Data.Embedded;

/// <summary>Creates, starts and stops one PostgreSQL cluster on disk, with PostgreSQL's own programs.</summary>
internal sealed class Cluster(DataFolder folder, PostgresPrograms programs, PostgresAccount account)
{
    public const string Superuser = "sharing";
    private const int PortAttempts = 5;
    private const long LongestLog = 8 * 1024 * 1024;

    /// <summary>Returns the major version that created the cluster; null without a cluster.</summary>
    public static int? MajorOf(string clusterFolder)
    {
        if (!Directory.Exists(clusterFolder))
            return null;
        var file = Path.Combine(clusterFolder, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var major)
            ? major
            : throw Broken(clusterFolder, "PG_VERSION is missing or unreadable");
    }

    /// <summary>Creates the cluster in another folder, and moves it to its place when it is complete.</summary>
    public async Task CreateAsync(string password, CancellationToken cancellationToken)
    {
        var unfinished = folder.ClusterFolder + ".new";
        var passwordFile = Path.Combine(folder.PostgresFolder, "password.new");
        folder.Guarded(() =>
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            DataFolder.Create(folder.SocketFolder, DataFolder.Private);
            DataFolder.WritePrivate(passwordFile, password);
            return true;
        });
        try
        {
            await account.TakeAsync(folder.PostgresFolder, cancellationToken);
            var made = await RunAsync("initdb",
                ["-D", unfinished, "-U", Superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256", "--encoding", "UTF8",
                 "--locale", OperatingSystem.IsLinux() ? "C.UTF-8" : "C", "--no-instructions"],
                cancellationToken);
            if (!made.Succeeded)
                throw new EmbeddedPostgresException($"A PostgreSQL cluster could not be created in {folder.PostgresFolder}: {made.Reason}");
            folder.Guarded(() =>
            {
                Directory.Move(unfinished, folder.ClusterFolder);
                return true;
            });
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <summary>Starts the cluster and returns when it accepts connections. It continues to run if this process is killed.</summary>
    public async Task StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        folder.Guarded(() =>
        {
            PostmasterFile.DeleteStale(folder.ClusterFolder);
            if (new FileInfo(folder.Log) is { Exists: true, Length: > LongestLog })
                File.Move(folder.Log, folder.Log + ".old", overwrite: true);
            return DataFolder.Create(folder.SocketFolder, DataFolder.Private);
        });
        await account.TakeAsync(folder.SocketFolder, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var address = ClusterAddress.Choose(folder.SocketFolder);
            var before = new FileInfo(folder.Log) is { Exists: true } log ? log.Length : 0;
            var started = await RunAsync("pg_ctl",
                ["start", "-D", folder.ClusterFolder, "-l", folder.Log, "-w", "-t", "120", "-s", "-o", Options(address, settings)],
                cancellationToken);
            if (started.Succeeded)
                return;
            var said = await LogSinceAsync(before, cancellationToken);
            if (address.SocketFolder is null && attempt < PortAttempts && said.Contains("could not bind", StringComparison.Ordinal))
                continue;
            throw Broken(folder.ClusterFolder, ProgramRun.PickReason(said) ?? started.Reason);
        }
    }

    /// <summary>Cancels running statements, writes all data, and returns when the cluster has stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopped = await RunAsync(
            "pg_ctl", ["stop", "-D", folder.ClusterFolder, "-m", "fast", "-w", "-t", "60", "-s"], cancellationToken);
        if (!stopped.Succeeded && PostmasterFile.Read(folder.ClusterFolder) is { IsAlive: true })
            throw new EmbeddedPostgresException($"PostgreSQL in {folder.ClusterFolder} did not stop: {stopped.Reason}");
    }

    private static string Options(ClusterAddress address, IReadOnlyDictionary<string, string> settings) => string.Join(' ',
        address.Settings
            .Concat(
            [
                ("max_connections", "200"), ("shared_buffers", "256MB"), ("synchronous_commit", "on"), ("TimeZone", "UTC"), ("jit", "off"),
            ])
            .Concat(settings.Select(setting => (setting.Key, setting.Value)))
            .Select(setting => $"-c {setting.Item1}=\"{setting.Item2}\""));

    private Task<ProgramRun> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        account.RunAsync(programs.Program(program), arguments, folder.PostgresFolder, cancellationToken);

    private async Task<string> LogSinceAsync(long offset, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.Log))
            return "";
        await using var log = new FileStream(folder.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(Math.Min(offset, log.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static EmbeddedPostgresException Broken(string clusterFolder, string reason) => new(
        $"The PostgreSQL cluster in {clusterFolder} does not start: {reason}; nothing was changed: "
        + "repair it, restore a backup, or move the folder away to start with a new one.");
}
