using System.Diagnostics;
using Npgsql;

namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// Finds acknowledged writes that were lost, doubled or not recorded. Writers write through the servers while a test causes faults;
/// afterwards, everything that they remember is compared with the database and with what the servers return.
/// </summary>
/// <param name="connectionString">The migrated database of the servers. It is used before and after the faults only.</param>
public sealed class AcknowledgedWrites(string connectionString, params Uri[] servers) : IAsyncDisposable
{
    private const int Writers = 8;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private readonly List<FaultWriter> _writers = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public FaultUsers Users { get; } = new();

    public WriteLedger Ledger { get; } = new();

    /// <summary>The integrations that the writers write to.</summary>
    public IReadOnlyList<string> Integrations => [.. _writers.Select(writer => writer.Integration)];

    /// <summary>Creates what the writers need, and starts them.</summary>
    public async Task StartAsync()
    {
        await using (var connection = await ConnectAsync(connectionString))
            await Users.InsertAsync(connection);
        for (var writer = 0; writer < Writers; writer++)
        {
            var client = new WriteClient(servers, writer, Users.Writer, Ledger);
            var name = $"{Users.Names}of writer {writer}";
            var (_, id) = await client.WriteAsync(
                FaultWriter.NameKey(name), name, HttpMethod.Post, "/api/integrations", new { name });
            _writers.Add(new FaultWriter(
                client, Users, id ?? throw new InvalidOperationException(string.Join('\n', Ledger.Unexpected)), writer));
        }
        _running = Task.WhenAll(_writers.Select(writer => Task.Run(() => writer.RunAsync(_stop.Token))));
    }

    /// <summary>Stops the writers when each has its last response.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>
    /// Compares the requests with the database and with the responses of every server. Returns what contradicts them; empty if nothing
    /// does. The servers must work again, and the writers must have stopped. Of a postmaster that was killed, processes can have answered
    /// the last write, so the database is possibly still being started.
    /// </summary>
    /// <param name="primary">The database after a failover, if it is another one than before.</param>
    public async Task<IReadOnlyList<string>> VerifyAsync(string? primary = null)
    {
        await using var connection = await ConnectAsync(primary ?? connectionString);
        var state = await WrittenState.ReadAsync(connection, Integrations, Users.Names);
        return [.. Ledger.Unexpected, .. state.Faults(Ledger, Users), .. await ReadBack.FaultsAsync(state, servers, Users)];
    }

    /// <summary>One line for the log of a test.</summary>
    public string Summary() => string.Join(", ", Enum.GetValues<WriteOutcome>().Select(outcome => $"{outcome} {Ledger.Count(outcome)}"));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var writer in _writers)
            writer.Dispose();
        _stop.Dispose();
    }

    private static async Task<NpgsqlConnection> ConnectAsync(string connectionString)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            try
            {
                await connection.OpenAsync();
                return connection;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(began) < LongestStart)
            {
                await connection.DisposeAsync();
                await Task.Delay(50);
            }
        }
    }
}
