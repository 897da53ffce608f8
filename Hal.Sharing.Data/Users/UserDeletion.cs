using static Hal.Sharing.Data.Users.UserResult;

namespace Hal.Sharing.Data.Users;

/// <summary>Deletes users, each in one transaction.</summary>
public sealed class UserDeletion(Database database, TimeProvider clock)
{
    // The teams are locked, so no one joins them.
    private const string AloneSql = """
        select m.team_id from memberships m
        where m.user_id = @id and m.role = admin_role() and is_only_member(m.team_id, m.user_id) order by m.team_id
        """;

    // Teams whose only member is the user are deleted first, while they still have their admin.
    private const string DeleteSql = $"""
        {RemovalRecord.OfPrincipals}
        {RemovalRecord.OfTeams}
        {ChangeRecord.Insert} 'user.delete', 'user:' || u.id, to_jsonb(u) || jsonb_build_object('display_name', p.name), null
        from users u join principals p on p.id = u.principal_id where u.id = any(@users);
        delete from teams where id = any(@teams);
        delete from users where id = any(@users);
        delete from principals where id = any(@principals);
        """;

    /// <summary>Deletes the user, their memberships, shares and authorizations, and the teams whose only member they are.</summary>
    public Task<UserResult> DeleteAsync(Caller caller, string id, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await UserLock.LockAsync(connection, caller, id, false, forDelete: true, cancel) is not var (view, isLocked))
                return new NotFound(id);
            if (!isLocked || !view.Access.MayDelete)
                return new Forbidden(id);
            if (!condition.Holds(view.User.Revision))
                return new Stale(view.User);
            if (Refuse(id, await AccountTies.GetAsync(connection, caller, id, cancel)) is { } refusal)
                return refusal;
            var teams = await connection.QueryAsync<string>(caller.Statement(AloneSql, new { id }, cancel));
            await connection.ExecuteAsync(caller.Statement(
                DeleteSql, RemovalRecord.Values([id], [.. teams], clock.Now()), cancel));
            return new Deleted();
        }, cancellationToken);

    private static UserResult? Refuse(string id, AccountTies ties) => ties switch
    {
        { OwnedCount: > 0 } => new StillOwns(id, ties.OwnedCount),
        { ManagedCount: > 0 } => new StillManages(id, ties.ManagedCount),
        { IsLastSuperuser: true } => new LastSuperuser(id),
        { SoleAdminTeams: not "" } => new LastAdmin(id, ties.SoleAdminTeams.Split(',')),
        _ => null,
    };
}
