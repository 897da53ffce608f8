using static Hal.Sharing.Data.Users.UserResult;

namespace Hal.Sharing.Data.Users;

/// <summary>Deletes users, each in one transaction.</summary>
public sealed class UserDeletion(Database database, TimeProvider clock)
{
    // Teams whose only member is the user are deleted first, while they still have their admin.
    private const string DeleteSql = $"""
        with alone as (
            select m.team_id from memberships m
            where m.user_id = @id and m.role = admin_role() and is_only_member(m.team_id, m.user_id)
        ), recorded as (
            {ChangeRecord.Insert} deleted.action, deleted.subject, deleted.before, null
            from (
                select 'user.delete' as action, 'user:' || u.id as subject, to_jsonb(u) as before from users u where u.id = @id
                union all
                select 'team.delete', 'team:' || t.id, to_jsonb(t) from teams t join alone on alone.team_id = t.id) deleted
        )
        delete from teams t using alone where t.id = alone.team_id returning t.id
        """;

    private const string DeleteAccountSql = """
        delete from users where id = @id;
        delete from principals where id = 'user:' || @id or id = any(@teams);
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
            var teams = await connection.QueryAsync<string>(caller.Statement(DeleteSql, new { id, now = clock.Now() }, cancel));
            await connection.ExecuteAsync(caller.Statement(
                DeleteAccountSql, new { id, teams = teams.Select(team => "team:" + team).ToArray() }, cancel));
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
