namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Limits how often one user can change names of users and teams: every rename increments the directory version, and makes all share lists
/// stale that show the name. Superusers and OAuth clients are not limited.
/// </summary>
/// <param name="PerHour">Renames within any hour; at least 1.</param>
public sealed record RenameLimit(int PerHour)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public static RenameLimit Default { get; } = new(100);

    public static RenameLimit None { get; } = new(int.MaxValue);

    // The rename that must leave the window before the next one is possible. Nothing is locked: requests that run at the same time
    // can exceed the limit by their number.
    private const string BlockingSql = $"""
        select r.at
        from {CallerStatements.Caller} c
        cross join lateral (
            select h.at from changes h
            where h.user_id = @caller and h.at > @since and is_rename(h.action, h.before, h.after)
            order by h.at desc offset (@perHour - 1) limit 1) r
        where not c.is_superuser
        """;

    /// <summary>Returns how long the caller must wait before the next rename; null: not at all.</summary>
    internal async Task<TimeSpan?> WaitAsync(NpgsqlConnection connection, Caller caller, DateTime now, CancellationToken cancellationToken)
    {
        if (caller.IsClient || this == None)
            return null;
        var blocking = await connection.QuerySingleOrDefaultAsync<DateTime?>(
            caller.Statement(BlockingSql, new { since = now - Window, perHour = PerHour }, cancellationToken));
        return blocking + Window - now;
    }
}
