namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>Lets a user say himself which teams may use his data; each change is one transaction.</summary>
public sealed class ConsentCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers; the select is a statement of its own, or what it says could be from before the wait.
    private const string LockSql = $"""
        call lock_own_authorization(@caller, @party, @acted, @mustBeManaged, @id, null);
        select {CallerStatements.CallerColumns},
               t.id as team_id, array_to_string(a.scopes, ' ') as granted
        from {CallerStatements.Caller} c
        left join teams t on t.id = @id
        left join team_authorizations a on a.team_id = t.id and a.user_id = @caller
        """;

    private sealed record LockedRow(string TeamId, string? Granted);

    /// <summary>Adds to what the user lets the team do: what it asks for now takes nothing away from what it had.</summary>
    /// <param name="scopes">Of <see cref="Scope.All"/>, at least one.</param>
    public Task<TeamAuthorizationChange> AllowAsync(Caller caller, string teamId, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        ChangeAsync(caller, teamId, granted => Scope.InOrder(scopes.Concat(granted)), cancellationToken);

    /// <summary>Takes away what is not kept, and adds nothing; nothing kept is revoked.</summary>
    public Task<TeamAuthorizationChange> NarrowAsync(Caller caller, string teamId, IReadOnlyList<string> kept, CancellationToken cancellationToken) =>
        ChangeAsync(caller, teamId, granted => Scope.InOrder(granted.Intersect(kept)), cancellationToken);

    private Task<TeamAuthorizationChange> ChangeAsync(
        Caller caller, string teamId, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken) =>
        database.WriteAsync<TeamAuthorizationChange>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var (isLocked, facts, teams) = await connection.QueryLockedAsync<LockedRow>(
                caller, LockSql, new { id = teamId, mustBeManaged = caller.MustBeManaged }, cancel);
            if (!isLocked || !facts.IsFirstParty(caller))
                return new(TeamAuthorizationOutcome.MayNot, []);
            if (teams is not [var team])
                return new(TeamAuthorizationOutcome.UnknownTeam, []);
            var before = team.Granted?.Split(' ') ?? [];
            var after = change(before);
            if (after.SequenceEqual(before))
                return new(before.Length == 0 ? TeamAuthorizationOutcome.NothingAuthorized : TeamAuthorizationOutcome.Unchanged, after);
            await WriteAsync(connection, caller, teamId, team.Granted, after, cancel);
            return new(after.Count == 0 ? TeamAuthorizationOutcome.Revoked : TeamAuthorizationOutcome.Authorized, after);
        }, cancellationToken);

    private Task<int> WriteAsync(
        NpgsqlConnection connection, Caller caller, string teamId, string? before, IReadOnlyList<string> after, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(after.Count == 0
            ? caller.Statement(TeamAuthorizationCommands.DeleteSql, new { id = teamId, now = clock.Now() }, cancellationToken)
            : caller.Statement(TeamAuthorizationCommands.PutSql, new { id = teamId, granted = string.Join(' ', after), before, now = clock.Now() }, cancellationToken));
}
