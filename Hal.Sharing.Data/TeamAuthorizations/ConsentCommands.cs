using static Hal.Sharing.Data.TeamAuthorizations.ConsentResult;

namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>Lets users decide which teams may use their data, each change in one transaction.</summary>
public sealed class ConsentCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers. The select is a separate statement, because it must see the state after the wait.
    private const string LockSql = $"""
        call lock_own_authorization(@caller, @party, @acted, @mustBeManaged, @id, null);
        select {CallerStatements.CallerColumns},
               t.id as team_id, array_to_string(a.scopes, ' ') as granted
        from {CallerStatements.Caller} c
        left join teams t on t.id = @id
        left join team_authorizations a on a.team_id = t.id and a.user_id = @caller
        """;

    private sealed record LockedRow(string TeamId, string? Granted);

    /// <summary>Adds scopes to those that the user has granted to the team.</summary>
    /// <param name="scopes">At least one of <see cref="Scope.All"/>.</param>
    public Task<ConsentResult> AllowAsync(
        Caller caller, string teamId, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        ChangeAsync(caller, teamId, granted => Scope.InOrder(scopes.Concat(granted)), cancellationToken);

    /// <summary>Revokes the scopes that are not kept, and adds none. If none is kept, the authorization is revoked.</summary>
    public Task<ConsentResult> NarrowAsync(
        Caller caller, string teamId, IReadOnlyList<string> kept, CancellationToken cancellationToken) =>
        ChangeAsync(caller, teamId, granted => Scope.InOrder(granted.Intersect(kept)), cancellationToken);

    private Task<ConsentResult> ChangeAsync(
        Caller caller, string teamId, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken) =>
        database.WriteAsync<ConsentResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var (isLocked, facts, teams) = await connection.QueryLockedAsync<LockedRow>(
                caller, LockSql, new { id = teamId, mustBeManaged = caller.MustBeManaged }, cancel);
            if (!isLocked || !facts.IsFirstParty(caller))
                return new Forbidden();
            if (teams is not [var team])
                return new NotFound();
            var before = team.Granted?.Split(' ') ?? [];
            var after = change(before);
            if (!after.SequenceEqual(before))
                await WriteAsync(connection, caller, teamId, team.Granted, after, cancel);
            return new Decided(after);
        }, cancellationToken);

    private Task WriteAsync(
        NpgsqlConnection connection, Caller caller, string teamId, string? before, IReadOnlyList<string> after,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(after.Count == 0
            ? caller.Statement(TeamAuthorizationCommands.DeleteSql, new { id = teamId, now = clock.Now() }, cancellationToken)
            : caller.Statement(
                TeamAuthorizationCommands.PutSql, new { id = teamId, granted = string.Join(' ', after), before, now = clock.Now() },
                cancellationToken));
}
