using System.Globalization;

namespace Hal.Sharing.Data.Embedded;

/// <summary>Creates, starts and stops one PostgreSQL cluster on disk, with PostgreSQL's own programs.</summary>
internal sealed class Cluster(DataFolder folder, PostgresPrograms programs, PostgresAccount account)
{
    public const string Superuser = "sharing";
    private const string Unfinished = "cluster.new";
    private const int Attempts = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Another program took the port; a process that was killed had just started PostgreSQL; processes of a dead PostgreSQL still run.
    private static readonly string[] Passing =
        ["could not bind", "lock file \"postmaster.pid\" already exists", "pre-existing shared memory"];

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

    /// <summary>
    /// Creates the cluster in a folder of this attempt, and moves it to its place when it is complete. If this process is killed, initdb
    /// continues without it, and must not write into the folder of the next attempt.
    /// </summary>
    public async Task CreateAsync(string password, CancellationToken cancellationToken)
    {
        var attempt = Path.Combine(folder.PostgresFolder, Unfinished + Guid.NewGuid().ToString("N"));
        var (unfinished, passwordFile) = (Path.Combine(attempt, "cluster"), Path.Combine(attempt, "password"));
        folder.Guarded(() =>
        {
            DataFolder.Create(folder.SocketFolder, DataFolder.Private);
            DataFolder.Create(attempt, DataFolder.Private);
            DataFolder.WritePrivate(passwordFile, password);
            return true;
        });
        try
        {
            await account.TakeAsync(folder.PostgresFolder, withContent: false, cancellationToken);
            await account.TakeAsync(attempt, withContent: true, cancellationToken);
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
            DeleteUnfinished();
        }
    }

    /// <summary>Deletes what attempts to create the cluster left.</summary>
    public void DeleteUnfinished()
    {
        foreach (var attempt in Directory.EnumerateDirectories(folder.PostgresFolder, Unfinished + "*"))
        {
            try
            {
                Directory.Delete(attempt, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The initdb of a killed process still writes there. The next start tries again.
            }
        }
    }

    /// <summary>
    /// Starts the cluster, or finds it running, and returns when it accepts connections. It continues to run if this process is killed.
    /// </summary>
    public async Task<PostmasterFile> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var former = folder.Guarded(() => PostmasterFile.Read(folder.ClusterFolder));
            if (await folder.GuardedAsync(() => PostmasterFile.ReadRunningAsync(folder.ClusterFolder, cancellationToken)) is { } running)
                return running;
            // Not only after a failure: a failed start costs as much time as a successful one.
            if (former is not null || attempt > 1)
                await OrphanedBackends.KillAsync(folder.ClusterFolder, cancellationToken);
            await PrepareAsync(cancellationToken);
            // A server that is connected already knows only the former port.
            var address = ClusterAddress.Choose(folder.SocketFolder, attempt == 1 ? former : null);
            var before = new FileInfo(folder.Log) is { Exists: true } log ? log.Length : 0;
            var started = await RunAsync("pg_ctl",
                ["start", "-D", folder.ClusterFolder, "-l", folder.Log, "-w", "-t", "120", "-s", "-o", Options(address, settings)],
                cancellationToken);
            if (started.Succeeded)
            {
                return PostmasterFile.Read(folder.ClusterFolder) is { Host: not null } listening
                    ? listening
                    : throw new EmbeddedPostgresException(
                        $"PostgreSQL in {folder.ClusterFolder} stopped immediately after its start; see {folder.Log}.");
            }
            var said = await LogSinceAsync(before, cancellationToken);
            if (attempt == Attempts || !Array.Exists(Passing, reason => said.Contains(reason, StringComparison.Ordinal)))
                throw Broken(folder.ClusterFolder, ProgramRun.PickReason(said) ?? started.Reason);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await folder.GuardedAsync(async () =>
        {
            await PostmasterFile.DeleteStaleAsync(folder.ClusterFolder, folder.SocketFolder, cancellationToken);
            if (new FileInfo(folder.Log) is { Exists: true, Length: > LongestLog })
                File.Move(folder.Log, folder.Log + ".old", overwrite: true);
            return DataFolder.Create(folder.SocketFolder, DataFolder.Private);
        });
        await account.TakeAsync(folder.SocketFolder, withContent: true, cancellationToken);
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
