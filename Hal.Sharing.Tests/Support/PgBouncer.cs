using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>PgBouncer in transaction mode between a server and its database, with a few connections for many clients.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _log;

    private PgBouncer(Process process, string connectionString) =>
        (_process, ConnectionString, _log) = (process, connectionString, process.StandardError.ReadToEndAsync());

    public string ConnectionString { get; }

    /// <summary>The installed program; null if there is none.</summary>
    public static string? Program =>
        new[] { "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer" }.FirstOrDefault(File.Exists);

    /// <summary>Whether it can keep prepared statements in transaction mode.</summary>
    public static async Task<bool> KeepsStatementsAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(Program!, ["--version"]) { RedirectStandardOutput = true })!;
        var version = Regex.Match(await process.StandardOutput.ReadToEndAsync(), @"PgBouncer (\d+)\.(\d+)").Groups;
        return Number(1) > 1 || Number(2) >= 21;

        int Number(int group) => int.Parse(version[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>Starts with further lines of configuration in a folder that does not exist yet.</summary>
    public static async Task<PgBouncer> StartAsync(string folder, string connectionString, params string[] settings)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        var port = FreePort.Find();
        Directory.CreateDirectory(folder);
        var (file, users) = (Path.Combine(folder, "pgbouncer.ini"), Path.Combine(folder, "users"));
        await File.WriteAllTextAsync(users, $"\"{database.Username}\" \"{database.Password}\"\n");
        await File.WriteAllLinesAsync(file,
        [
            "[databases]", $"* = host={database.Host} port={database.Port}",
            "[pgbouncer]", "listen_addr = 127.0.0.1", $"listen_port = {port}", "unix_socket_dir =", "auth_type = trust",
            $"auth_file = {users}", "pool_mode = transaction", "default_pool_size = 4", .. settings,
        ]);
        // It refuses to run as root.
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", Program!, file] : [Program!, file];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, WorkingDirectory = "/" };
        database.Host = "127.0.0.1";
        database.Port = port;
        var bouncer = new PgBouncer(Process.Start(start)!, database.ConnectionString);
        await bouncer.UntilListeningAsync(port);
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task UntilListeningAsync(int port)
    {
        while (!_process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
        throw new InvalidOperationException($"PgBouncer ended: {await _log}");
    }
}
