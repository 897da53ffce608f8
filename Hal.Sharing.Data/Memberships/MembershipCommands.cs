namespace Hal.Sharing.Data.Memberships;

/// <summary>Adds, changes and removes members, each in one transaction that begins with the team's lock.</summary>
public sealed class MembershipCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers; the select is a statement of its own, or the rights could be from before the wait.
    private const string LockSql = $"""
        call lock_team(@caller, @party, @team, @acted, @team_id, @leaving, false, null);
        {MembershipQueries.GetSql}
        """;

    private static async Task<(TeamAccess Access, MembershipRow? Member, bool IsLocked)?> LockAsync(
        NpgsqlConnection connection, Caller caller, string teamId, string userId, bool leaves, CancellationToken cancellationToken)
    {
        var (isLocked, facts, team, members) = await connection.QueryLockedWholeAsync<MemberTeamRow, MembershipRow>(
            caller, LockSql, new { team_id = teamId, user_id = userId, leaving = leaves ? userId : null }, cancellationToken);
        return team is null ? null : (new(caller, facts, team.CallerRole), members.SingleOrDefault(), isLocked);
    }

    private const string KnownUserSql = $"""
        select exists (select from {CallerStatements.Caller} c cross join lateral visible_principal(@caller, c.is_superuser, 'user:' || @user_id) p)
        """;

    /// <summary>Adds somebody who is no member yet; who is deleted meanwhile is unknown.</summary>
    public Task<MembershipChange> AddAsync(Caller caller, string teamId, string userId, TeamRole role, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, teamId, userId, leaves: false, cancel) is not var (access, member, isLocked))
                return new MembershipChange(MembershipOutcome.UnknownTeam);
            if (!isLocked || !access.CanManage)
                return new(MembershipOutcome.MayNot, access);
            if (member is not null)
                return new(MembershipOutcome.AlreadyMember, access, member);
            if (!await connection.QuerySingleAsync<bool>(caller.Statement(KnownUserSql, new { user_id = userId }, cancel)))
                return new(MembershipOutcome.UnknownUser, access);
            await connection.ExecuteAsync(caller.Statement(PutSql, Values(teamId, userId, role, null), cancel));
            return await ReadAsync(connection, caller, teamId, userId, MembershipOutcome.Added, cancel);
        }, cancellationToken);

    /// <summary>Gives a member another role.</summary>
    public Task<MembershipChange> ChangeAsync(
        Caller caller, string teamId, string userId, TeamRole role, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, teamId, userId, leaves: false, cancel) is not var (access, member, isLocked))
                return new MembershipChange(MembershipOutcome.UnknownTeam);
            if (!access.CanReadMembers)
                return new(MembershipOutcome.MayNot, access);
            if (member is null)
                return new(MembershipOutcome.NoMember, access);
            if (!isLocked || !access.CanManage)
                return new(MembershipOutcome.MayNot, access);
            if (!condition.Holds(member.Revision))
                return new(MembershipOutcome.Stale, access, member);
            if (member.Role == role)
                return new(MembershipOutcome.Unchanged, access, member);
            if (member.IsLastAdmin)
                return new(MembershipOutcome.LastAdmin, access, member);
            await connection.ExecuteAsync(caller.Statement(PutSql, Values(teamId, userId, role, (short)member.Role), cancel));
            return await ReadAsync(connection, caller, teamId, userId, MembershipOutcome.Changed, cancel);
        }, cancellationToken);

    private const string PutSql = $"""
        with written as (
            insert into memberships as m (team_id, user_id, role, created_at, updated_at)
            values (@team_id, @user_id, @role, @now, @now)
            on conflict (team_id, user_id) do update set role = excluded.role, updated_at = excluded.updated_at, version = m.version + 1
        )
        {ChangeRecord.Insert} 'membership.put', 'membership:' || @team_id || '/' || @user_id,
               case when @before is not null then jsonb_build_object('role', @before) end, jsonb_build_object('role', @role)
        """;

    private object Values(string teamId, string userId, TeamRole role, short? before) =>
        new { team_id = teamId, user_id = userId, role = (short)role, before, now = clock.Now() };

    /// <summary>Removes a member. The last one takes along a team that owns nothing.</summary>
    public Task<MembershipChange> RemoveAsync(
        Caller caller, string teamId, string userId, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, teamId, userId, leaves: true, cancel) is not var (access, member, isLocked))
                return new MembershipChange(MembershipOutcome.UnknownTeam);
            if (!access.CanReadMembers)
                return new(MembershipOutcome.MayNot, access);
            if (member is null)
                return new(MembershipOutcome.NoMember, access);
            if (!isLocked || !access.CanRemove(userId))
                return new(MembershipOutcome.MayNot, access);
            if (!condition.Holds(member.Revision))
                return new(MembershipOutcome.Stale, access, member);
            if (member.IsSoleAdmin)
                return new(MembershipOutcome.LastAdmin, access, member);
            await connection.ExecuteAsync(caller.Statement(RemoveSql, Values(teamId, userId, member.Role, null), cancel));
            return new(MembershipOutcome.Removed, access);
        }, cancellationToken);

    // A team that nobody is left in goes; statements of their own, for each sees what the one before did.
    private const string RemoveSql = $"""
        delete from memberships where team_id = @team_id and user_id = @user_id;
        {ChangeRecord.Insert} 'membership.remove', 'membership:' || @team_id || '/' || @user_id, jsonb_build_object('role', @role), null;
        {ChangeRecord.Insert} 'team.delete', 'team:' || t.id, to_jsonb(t), null from teams t
        where t.id = @team_id and not exists (select from memberships m where m.team_id = t.id);
        delete from teams t where t.id = @team_id and not exists (select from memberships m where m.team_id = t.id);
        delete from principals p where p.id = 'team:' || @team_id and not exists (select from teams t where t.id = @team_id);
        """;

    private static async Task<MembershipChange> ReadAsync(
        NpgsqlConnection connection, Caller caller, string teamId, string userId, MembershipOutcome outcome, CancellationToken cancellationToken)
    {
        var (facts, team, members) = await connection.QueryWholeAsync<MemberTeamRow, MembershipRow>(
            caller, MembershipQueries.GetSql, new { team_id = teamId, user_id = userId }, cancellationToken);
        return new(outcome, new(caller, facts, team!.CallerRole), members.Single());
    }
}
