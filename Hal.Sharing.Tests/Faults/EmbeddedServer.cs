using System.Diagnostics;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Faults;

/// <summary>A server process with its embedded PostgreSQL, for faults of both. Restarts have the same address.</summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private static readonly string Key = $"--Auth:SigningKey={TestIssuer.BuiltInPem}";
    private readonly string _folder;
    private ServerProcess _process;

    private EmbeddedServer(string folder, ServerProcess process) => (_folder, _process) = (folder, process);

    public Uri Address => _process.Address;

    public int Postmaster => DataFolders.Postmaster(_folder)!.Value;

    public static async Task<EmbeddedServer> StartAsync(string folder) => new(folder, await ServerProcess.StartReadyAsync(folder, Key));

    /// <summary>For the database of this server; PostgreSQL listens on the same address after a restart.</summary>
    public string ConnectionString()
    {
        var lines = File.ReadAllLines(Path.Combine(DataFolders.Cluster(_folder), "postmaster.pid"));
        return new NpgsqlConnectionStringBuilder
        {
            Host = lines[4].Trim() is { Length: > 0 } socket ? socket : lines[5].Trim(),
            Port = int.Parse(lines[3], System.Globalization.CultureInfo.InvariantCulture),
            Username = "sharing",
            Password = File.ReadAllText(Path.Combine(_folder, "password")).Trim(),
            Database = EmbeddedPostgres.DefaultDatabase,
        }.ConnectionString;
    }

    /// <summary>Kills the postmaster. The server must start it again.</summary>
    public Task KillPostmasterAsync()
    {
        using var process = Process.GetProcessById(Postmaster);
        process.Kill();
        return Task.CompletedTask;
    }

    /// <summary>Kills the server and starts it again.</summary>
    public async Task KillServerAsync()
    {
        await _process.KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Kills both at once, and starts the server again.</summary>
    public async Task KillBothAsync()
    {
        await KillPostmasterAsync();
        await _process.KillAsync();
        await StartAgainAsync();
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _process.GetAsync(path);

    public Task<Ended> StopAsync() => _process.StopAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task StartAgainAsync()
    {
        var killed = _process;
        _process = await killed.StartAgainAsync(_folder, Key);
        await killed.DisposeAsync();
    }
}
