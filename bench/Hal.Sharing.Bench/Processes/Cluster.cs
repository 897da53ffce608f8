using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hal.Sharing.Bench.Processes;

/// <summary>The bench's own PostgreSQL, whose data stay for the next run. As root, it runs as the user postgres.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly string[] Settings =
    [
        "shared_buffers=2GB", "max_connections=400", "max_wal_size=8GB", "checkpoint_timeout=30min", "listen_addresses=127.0.0.1",
    ];

    private readonly string _bin;
    private readonly string _folder;

    private Cluster(string bin, string folder, int port)
    {
        (_bin, _folder, Port) = (bin, folder, port);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public int Port { get; }

    /// <summary>The ID of the main process, the parent of all others.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_folder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public static async Task<Cluster> StartAsync(string dataFolder)
    {
        var cluster = new Cluster(FindBin(), Path.Combine(dataFolder, "postgres"), Ports.Free());
        if (!Directory.Exists(cluster._folder))
        {
            Directory.CreateDirectory(cluster._folder);
            if (IsRoot)
                await Shell.RunAsync("chown", ["postgres", cluster._folder]);
            await cluster.ControlAsync("initdb", "-D", cluster._folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        }
        else if (File.Exists(Path.Combine(cluster._folder, "postmaster.pid")))
        {
            await StopLeftoverAsync(cluster);
        }
        var options = string.Join(' ', Settings.Select(setting => $"-c {setting}")
            .Append($"-c unix_socket_directories={cluster._folder} -p {cluster.Port}"));
        var log = Path.Combine(cluster._folder, "log");
        await cluster.ControlAsync("pg_ctl", "-D", cluster._folder, "-l", log, "-w", "-o", options, "start");
        return cluster;
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}";

    /// <summary>Runs a client program of PostgreSQL, such as psql or pgbench.</summary>
    public Task<string> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables) =>
        Shell.RunAsync(Path.Combine(_bin, program), arguments,
            [("PGHOST", "127.0.0.1"), ("PGPORT", $"{Port}"), ("PGUSER", "postgres"), .. variables]);

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        await ControlAsync("pg_ctl", "-D", _folder, "-m", "fast", "-w", "stop");
    }

    private static bool IsRoot => Environment.UserName == "root" && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // Also if the run is interrupted. SIGINT is the fast shutdown.
    private void OnExit(object? sender, EventArgs arguments) => Process.Start("kill", ["-INT", $"{ProcessId}"]).WaitForExit();

    // An earlier run was killed.
    private static async Task StopLeftoverAsync(Cluster cluster)
    {
        try
        {
            await cluster.ControlAsync("pg_ctl", "-D", cluster._folder, "-m", "fast", "-w", "stop");
        }
        catch (InvalidOperationException)
        {
            // The file is left from a process that has ended.
        }
    }

    private static string FindBin()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return installed.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("There is no PostgreSQL: install the package postgresql.");
    }

    // The output is discarded by redirection to a file, because pg_ctl's child keeps its pipes open.
    private Task<string> ControlAsync(string program, params string[] arguments)
    {
        var line = string.Join(' ', arguments.Prepend(Path.Combine(_bin, program)).Select(part => $"'{part}'"));
        var command = $"cd / && {line} > '{_folder}.log' 2>&1 < /dev/null";
        return IsRoot
            ? Shell.RunAsync(
                "sh", ["-c", $"touch '{_folder}.log' && chmod 666 '{_folder}.log' && runuser -u postgres -- sh -c \"{command}\""])
            : Shell.RunAsync("sh", ["-c", command]);
    }
}
