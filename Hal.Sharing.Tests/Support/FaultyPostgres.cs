using System.Diagnostics;
using System.Runtime.InteropServices;
using Dapper;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Data.Migrations;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>A PostgreSQL of a test's own that can be frozen, killed and promoted, and copied as a standby. Nothing restarts it.</summary>
public sealed class FaultyPostgres : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly string _folder;

    private FaultyPostgres(string folder) => _folder = folder;

    public int Port { get; } = FreePort.Find();

    public string Host => $"127.0.0.1:{Port}";

    public string ConnectionString => $"Host={Host};{Login}";

    /// <summary>The rest of the connection string, for several hosts.</summary>
    public static string Login => "Username=sharing;Database=postgres";

    /// <summary>Where a cluster has its data, in a folder: something can be mounted there before the start.</summary>
    public static string DataOf(string folder) => Path.Combine(folder, "data");

    /// <summary>Creates and starts a cluster without tables. Its log of changes is outside the folder of its data.</summary>
    public static async Task<FaultyPostgres> StartAsync(string folder)
    {
        var postgres = new FaultyPostgres(folder);
        Directory.CreateDirectory(folder);
        if (IsRoot)
            await RunAsync("chown", "-R", "postgres", folder);
        string[] places = ["-D", postgres.Data, "-X", Path.Combine(folder, "wal")];
        await postgres.ProgramAsync(
            "initdb", [.. places, "-U", "sharing", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"]);
        await postgres.ConfigureAsync("fsync = off", "shared_buffers = 16MB", "unix_socket_directories = ''", "wal_level = replica");
        await postgres.StartAgainAsync();
        return postgres;
    }

    /// <summary>Applies the migrations and inserts the demo data.</summary>
    public async Task FillAsync()
    {
        await using var source = NpgsqlDataSource.Create($"{ConnectionString};Pooling=false");
        await MigrationRunner.ApplyAsync(source, CancellationToken.None);
        await DemoData.InsertAsync(source, CancellationToken.None);
    }

    /// <summary>Copies this cluster, and starts the copy as its standby.</summary>
    public async Task<FaultyPostgres> StartStandbyAsync(string folder)
    {
        var standby = new FaultyPostgres(folder);
        Directory.CreateDirectory(folder);
        if (IsRoot)
            await RunAsync("chown", "postgres", folder);
        await standby.CopyAsync(this);
        await standby.StartAgainAsync();
        return standby;
    }

    /// <summary>Starts a cluster that was killed again, as a standby with a new copy of another one.</summary>
    public async Task FollowAsync(FaultyPostgres primary)
    {
        Directory.Delete(Data, recursive: true);
        await CopyAsync(primary);
        await StartAgainAsync();
    }

    public Task StartAgainAsync() => ProgramAsync("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "start");

    /// <summary>Stops every process of the cluster with SIGSTOP: connections stay open, and nothing answers.</summary>
    public void Freeze() => Signal(Stop);

    public void Thaw() => Signal(Continue);

    /// <summary>Stops one backend.</summary>
    public static void Freeze(int backend) => _ = kill(backend, Stop);

    public static void Thaw(int backend) => _ = kill(backend, Continue);

    /// <summary>Ends every process of the cluster without giving it time.</summary>
    public async Task KillAsync()
    {
        if (Postmaster is { } postmaster)
        {
            Thaw();
            await DataFolders.KillAsync(postmaster);
        }
    }

    /// <summary>Kills one of the server's backends: PostgreSQL then ends all others and recovers.</summary>
    public async Task KillBackendAsync()
    {
        var backend = await ScalarAsync<int>("select max(pid) from pg_stat_activity where application_name = 'hal-sharing'");
        using var process = Process.GetProcessById(backend > 0 ? backend : throw new InvalidOperationException("None."));
        process.Kill();
    }

    /// <summary>Ends all backends of the servers.</summary>
    public Task TerminateBackendsAsync() => ExecuteAsync(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hal-sharing'");

    /// <summary>From now on, COMMIT waits for a standby. Returns when there is one.</summary>
    public async Task ReplicateSynchronouslyAsync()
    {
        await ExecuteAsync("alter system set synchronous_standby_names = '*'");
        await ExecuteAsync("select pg_reload_conf()");
        await UntilAsync("select exists (select from pg_stat_replication where sync_state = 'sync')");
    }

    public async Task PromoteAsync() => await ProgramAsync("pg_ctl", "-D", Data, "-w", "promote");

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    /// <summary>Returns when the condition holds.</summary>
    public async Task UntilAsync(string condition)
    {
        while (!await ScalarAsync<bool>(condition))
            await Task.Delay(20);
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private string Data => DataOf(_folder);

    private int? Postmaster => File.Exists(Path.Combine(Data, "postmaster.pid"))
        ? int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private Task ConfigureAsync(params string[] settings) => File.AppendAllLinesAsync(
        Path.Combine(Data, "postgresql.conf"), ["listen_addresses = '127.0.0.1'", $"port = {Port}", .. settings]);

    private async Task CopyAsync(FaultyPostgres primary)
    {
        var source = $"host=127.0.0.1 port={primary.Port} user=sharing";
        await ProgramAsync("pg_basebackup", "-D", Data, "-d", source, "-R", "-c", "fast", "--no-sync");
        await ConfigureAsync();
    }

    // The postmaster first, so that it starts nothing else.
    private void Signal(int signal)
    {
        var postmaster = Postmaster!.Value;
        _ = kill(postmaster, signal);
        foreach (var child in DataFolders.ChildrenOf(postmaster))
            _ = kill(child.Id, signal);
    }

    internal Task ProgramAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs(), program);
        return IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string Programs() => Environment.GetEnvironmentVariable("SHARING_POSTGRES_BIN")
        ?? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin")).First();

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await output}{await error}");
    }

#pragma warning disable SYSLIB1054, CA5392, IDE1006, CS8981 // One call of libc, named as it is.
    [DllImport("libc")]
    private static extern int kill(int pid, int signal);
#pragma warning restore SYSLIB1054, CA5392, IDE1006, CS8981
}
