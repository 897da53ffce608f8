using Polly.CircuitBreaker;

namespace Hal.Sharing.Data.Connections;

/// <summary>Says how the database is, for health checks and metrics. Nothing here is retried or logged.</summary>
public sealed class DatabaseStatus(Database database, Primary primary, TimeProvider clock)
{
    /// <summary>Whether reads are refused, because the database cannot serve any.</summary>
    public bool AreReadsSuspended => database.ReadBreaker.CircuitState is CircuitState.Open;

    /// <summary>Whether writes are refused, because the database cannot serve any.</summary>
    public bool AreWritesSuspended => database.WriteBreaker.CircuitState is CircuitState.Open;

    /// <summary>How many transactions are in progress at the primary; 0 while it is unknown.</summary>
    public int WriteSlotsUsed => primary.Current?.WriteSlots.Used ?? 0;

    /// <summary>How many can be; 0 while the primary is unknown.</summary>
    public int WriteSlotsLimit => primary.Current?.WriteSlots.Count ?? 0;

    /// <summary>Asks the primary once, and returns what it answers within the time.</summary>
    public async Task<DatabaseAnswer> AskAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var call = new Call(limit, clock, cancellationToken);
        try
        {
            return await database.AttemptAsync(async tenure =>
            {
                var attempt = call.Attempt;
                await using var connection = await tenure.Host.Reads.OpenConnectionAsync(call.End);
                attempt.Enter(Phase.Working);
                // Not by way of the standbys: without its primary, a server is not ready.
                await using var command = new NpgsqlCommand("select 1", connection);
                return await command.ExecuteScalarAsync(attempt.Statements) is 1 ? DatabaseAnswer.Ready : DatabaseAnswer.Unusable;
            }, call);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or OperationCanceledException or AggregateException)
        {
            return call.Tenure is null ? DatabaseAnswer.NoPrimary : DatabaseAnswerReading.Of(failure);
        }
    }
}
