using System.Diagnostics.CodeAnalysis;
using Hal.Sharing.Data.Telemetry;

namespace Hal.Sharing.Data.Connections;

/// <summary>Asks one host again and again whether it is the primary, on a connection of its own. Nothing else does.</summary>
/// <param name="settings">The connection string of the host.</param>
/// <param name="limit">How long a question may take.</param>
[SuppressMessage("Design", "CA1001", Justification = "Its wait handle is never created.")]
internal sealed class HostWatch(NpgsqlConnectionStringBuilder settings, TimeSpan limit)
{
    private const string RoleSql = """
        select (select system_identifier::text from pg_control_system()),
               case when not pg_is_in_recovery() then substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) end
        """;

    // It has no pool, and nothing to dispose of.
    private readonly NpgsqlDataSource _source = StatementSpans.Builder(
        new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString,
        $"watch {settings.Host}").Build();

    private readonly TimeSpan _interval = TimeSpan.FromSeconds(settings.HostRecheckSeconds);
    private readonly SemaphoreSlim _now = new(0, 1);
    private NpgsqlConnection? _kept;

    /// <param name="number">Returns a number that tells earlier questions from later ones.</param>
    /// <param name="publish">Takes each answer, with the number at its question.</param>
    /// <param name="stop">Ends the questions.</param>
    public async Task RunAsync(Func<long> number, Action<HostAnswer, long> publish, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var asked = number();
            publish(await AskAsync(), asked);
            await ((Task)_now.WaitAsync(_interval, stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (Interlocked.Exchange(ref _kept, null) is { } kept)
            await kept.DisposeAsync();
    }

    /// <summary>Asks as soon as the question in progress has ended.</summary>
    public void AskNow()
    {
        try
        {
            _now.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is asked anyway.
        }
    }

    private async Task<HostAnswer> AskAsync()
    {
        var kept = Interlocked.Exchange(ref _kept, null);
        try
        {
            return await AskAsync(kept ?? _source.CreateConnection()).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            return HostAnswer.None("does not answer");
        }
        catch (Exception) when (kept is not null)
        {
            // The host can have closed the connection since then.
            return await AskAsync();
        }
        catch (Exception failure)
        {
            return HostAnswer.None($"{failure.Message} {failure.InnerException?.Message}".TrimEnd().ReplaceLineEndings(" "));
        }
    }

    // A question that is not waited for any more closes its connection when it ends.
    private async Task<HostAnswer> AskAsync(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State is not System.Data.ConnectionState.Open)
                await connection.OpenAsync(CancellationToken.None);
            var answer = await ReadAsync(connection);
            if (Interlocked.CompareExchange(ref _kept, connection, null) is not null)
                await connection.DisposeAsync();
            return answer;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<HostAnswer> ReadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(RoleSql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return await reader.IsDBNullAsync(1)
            ? HostAnswer.Standby
            : new HostAnswer(true, false, reader.GetString(0), Convert.ToInt64(reader.GetString(1), 16));
    }
}
