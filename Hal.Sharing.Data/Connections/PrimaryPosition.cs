namespace Hal.Sharing.Data.Connections;

/// <summary>How far the primary's log was written at a time during a read. All writes that were acknowledged before are in it.</summary>
/// <param name="Incarnation">What <c>database_timeline()</c> returns on the primary, for statements that store it.</param>
/// <param name="Timeline">Which history the position belongs to.</param>
/// <param name="Location">The end of the log that is on the primary's disk.</param>
internal sealed record PrimaryPosition(string Incarnation, long Timeline, string Location)
{
    /// <summary>How often a standby is asked. What it lacks is written but not yet acknowledged, and usually replayed in between.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    // COMMIT flushes before it waits for standbys, so an acknowledged write is below the position, unless synchronous_commit is off.
    // On a server that is not the primary, database_timeline() fails.
    private const string PositionSql = """
        select database_timeline(), ('x' || left(database_timeline(), 8))::bit(32)::bigint, pg_current_wal_flush_lsn()::text,
               current_setting('synchronous_commit') = 'remote_apply' and current_setting('synchronous_standby_names') <> ''
        """;

    // A standby of another history can have a higher position and lack the write. It cannot receive a history that it left before its
    // position, so the history that it receives is the one that it has replayed. Not to be read in the statement that does the work: this
    // statement's view of the data can be older than what it finds replayed.
    private const string ReplayedSql = """
        select set_config('hal_sharing.timeline', $1, false), pg_is_in_recovery() and pg_last_wal_replay_lsn() >= $2::pg_lsn
               and coalesce((select received_tli from pg_stat_wal_receiver), 0) = $3
        """;

    /// <summary>Returns null if COMMIT does not wait until a standby has replayed it.</summary>
    public static async Task<PrimaryPosition?> ReadAsync(NpgsqlConnection primary, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PositionSql, primary);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetBoolean(3) ? new(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)) : null;
    }

    /// <summary>Returns whether a standby has everything up to this position, so that its next statement sees it.</summary>
    public async Task<bool> IsReplayedAsync(NpgsqlConnection standby, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReplayedSql, standby)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = Incarnation },
                new NpgsqlParameter<string> { TypedValue = Location },
                new NpgsqlParameter<long> { TypedValue = Timeline },
            },
        };
        for (var attempt = 1; !await AskAsync(command, cancellationToken); attempt++)
        {
            if (attempt == Attempts)
                return false;
            await Task.Delay(Pause, cancellationToken);
        }
        return true;
    }

    private static async Task<bool> AskAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(1) && reader.GetBoolean(1);
    }
}
