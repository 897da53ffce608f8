namespace Hal.Sharing.Data.Feed;

/// <summary>Gives positions to changes, so that every reader gets them in one order, and none is added before another.</summary>
public sealed class FeedSealing(Database database, TimeProvider clock)
{
    /// <summary>How many changes one statement seals at most.</summary>
    public const int Most = 2000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const string SealSql = "select s.sealed, s.last_position, s.behind_seconds from seal_changes(@most) s";

    /// <summary>
    /// Seals what no transaction in progress can precede, unless another server does so now. It can be repeated at any time. Nothing is
    /// retried, and failures count in no breaker: the next run does the same.
    /// </summary>
    public async Task<SealedChanges> SealAsync(CancellationToken cancellationToken)
    {
        using var call = new Call(Limit, clock, cancellationToken);
        return await database.AttemptAsync(async tenure =>
        {
            var attempt = call.Attempt;
            // One statement without a transaction of its own: no COMMIT is sent whose outcome could be unknown.
            await using var connection = await tenure.Host.Reads.OpenConnectionAsync(call.End);
            attempt.Enter(Phase.Working);
            return await connection.QuerySingleAsync<SealedChanges>(
                new CommandDefinition(SealSql, new { most = Most }, cancellationToken: attempt.Statements));
        }, call);
    }
}

/// <summary>The feed after an attempt to seal changes.</summary>
/// <param name="Sealed">How many changes this attempt has sealed.</param>
/// <param name="LastPosition">The last position; 0 if there is none.</param>
/// <param name="BehindSeconds">The age of the oldest change that is not sealed; null if there is none.</param>
public sealed record SealedChanges(int Sealed, long LastPosition, double? BehindSeconds);
