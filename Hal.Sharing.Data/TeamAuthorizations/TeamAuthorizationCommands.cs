using static Hal.Sharing.Data.TeamAuthorizations.TeamAuthorizationResult;

namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>Lets a party decide which teams may use the data of a user that it manages, each change in one transaction.</summary>
public sealed class TeamAuthorizationCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers. The select is a separate statement, because it must see the state after the wait.
    private const string LockSql = $"""
        call lock_team_authorization(@caller, @party, @mustBeManaged, @id, null);
        select {CallerStatements.CallerColumns},
               t.id as team_id, m.role as caller_role, array_to_string(a.scopes, ' ') as granted
        from {CallerStatements.Caller} c
        left join teams t on t.id = @id
        left join memberships m on m.team_id = t.id and m.user_id = @caller
        left join team_authorizations a on a.team_id = t.id and a.user_id = @caller
        """;

    private sealed record LockedRow(string TeamId, TeamRole? CallerRole, string? Granted);

    private static async Task<(TeamAccess Access, string? Granted, bool IsLocked)?> LockAsync(
        NpgsqlConnection connection, Caller caller, string teamId, CancellationToken cancellationToken)
    {
        var (isLocked, facts, teams) = await connection.QueryLockedAsync<LockedRow>(
            caller, LockSql, new { id = teamId, mustBeManaged = caller.MustBeManaged }, cancellationToken);
        return teams is [var team] ? (new(caller, facts, team.CallerRole), team.Granted, isLocked) : null;
    }

    /// <summary>Replaces the scopes that the user has granted to the team. If nothing changes, nothing is recorded.</summary>
    /// <param name="scopes">At least one of <see cref="Scope.All"/>; order and repetition do not matter.</param>
    public Task<TeamAuthorizationResult> PutAsync(
        Caller caller, string teamId, IEnumerable<string> scopes, CancellationToken cancellationToken) =>
        database.WriteAsync<TeamAuthorizationResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, teamId, cancel) is not var (access, before, isLocked))
                return new NotFound();
            if (!isLocked || !access.CanAuthorize)
                return new Forbidden();
            var wanted = Scope.InOrder(scopes);
            var granted = string.Join(' ', wanted);
            if (before != granted)
                await connection.ExecuteAsync(caller.Statement(PutSql, new { id = teamId, granted, before, now = clock.Now() }, cancel));
            return new Updated(wanted, access);
        }, cancellationToken);

    internal const string PutSql = $"""
        with written as (
            insert into team_authorizations as a (user_id, team_id, scopes, created_at, updated_at)
            values (@caller, @id, string_to_array(@granted, ' '), @now, @now)
            on conflict (user_id, team_id) do update set scopes = excluded.scopes, updated_at = excluded.updated_at
            returning a.user_id, a.team_id, a.scopes
        )
        {ChangeRecord.Insert} 'authorization.put', 'authorization:' || w.user_id || '/' || w.team_id,
               case when @before is not null then jsonb_build_object('scopes', string_to_array(@before, ' ')) end,
               jsonb_build_object('scopes', w.scopes)
        from written w
        """;

    /// <summary>Revokes every scope that the user has granted to the team.</summary>
    public Task<TeamAuthorizationResult> DeleteAsync(Caller caller, string teamId, CancellationToken cancellationToken) =>
        database.WriteAsync<TeamAuthorizationResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, teamId, cancel) is not var (access, before, isLocked))
                return new NotFound();
            if (!isLocked || !access.CanAuthorize)
                return new Forbidden();
            if (before is null)
                return new NothingAuthorized();
            await connection.ExecuteAsync(caller.Statement(DeleteSql, new { id = teamId, now = clock.Now() }, cancel));
            return new Deleted();
        }, cancellationToken);

    internal const string DeleteSql = $"""
        with revoked as (
            delete from team_authorizations a where a.user_id = @caller and a.team_id = @id
            returning a.user_id, a.team_id, a.scopes
        )
        {ChangeRecord.Insert} 'authorization.revoke', 'authorization:' || r.user_id || '/' || r.team_id,
               jsonb_build_object('scopes', r.scopes), null
        from revoked r
        """;
}
