namespace Hal.Sharing.Data.Teams;

/// <summary>Decides how a request to delete a team ends. The deletion and its preview ask it, so that they agree.</summary>
internal static class TeamDeletion
{
    private const string OwnedSql = "select count(*) from integrations i where i.owner_id = 'team:' || @id";

    /// <summary>Returns how the request ends without a write; null if the team must be deleted.</summary>
    /// <param name="connection">Of the command or the query.</param>
    /// <param name="view">The team and what the caller may do with it.</param>
    /// <param name="isLocked">See <see cref="LockedRows{TRow}"/>; true for a preview, which takes no lock.</param>
    /// <param name="condition">The precondition of the request.</param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    public static async Task<TeamResult?> DecideAsync(
        NpgsqlConnection connection, TeamView view, bool isLocked, Precondition condition, CancellationToken cancellationToken)
    {
        var (access, team) = view;
        if (!isLocked || !access.CanManage)
            return new TeamResult.Forbidden(team.Id);
        if (!condition.Holds(team.Revision))
            return new TeamResult.Stale(team);
        // The last one can have gone since then.
        if (team.OwnsIntegrations is true
            && await CountOwnedAsync(connection, access.Caller, team.Id, cancellationToken) is > 0 and var owned)
            return new TeamResult.StillOwns(team.Id, owned);
        return null;
    }

    private static Task<long> CountOwnedAsync(NpgsqlConnection connection, Caller caller, string id, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<long>(caller.Statement(OwnedSql, new { id }, cancellationToken));
}
