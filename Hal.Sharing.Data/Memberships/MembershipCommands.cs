using static Hal.Sharing.Data.Memberships.MembershipResult;

namespace Hal.Sharing.Data.Memberships;

/// <summary>Adds, changes and removes members, each in one transaction that begins with the team's lock.</summary>
public sealed class MembershipCommands(Database database, TimeProvider clock)
{
    // The call waits for other writers. The select is a separate statement, because it must see the rights after the wait.
    private const string LockSql = $"""
        call lock_team(@caller, @party, @team, @acted, @team_id, @leaving, false, null);
        {MembershipQueries.GetSql}
        """;

    /// <summary>Returns null if there is no such team.</summary>
    private static async Task<MembershipDecision?> LockAsync(
        NpgsqlConnection connection, Caller caller, string teamId, string userId, bool leaves, CancellationToken cancellationToken)
    {
        var (isLocked, facts, team, members) = await connection.QueryLockedWholeAsync<MemberTeamRow, MembershipRow>(
            caller, LockSql, new { team_id = teamId, user_id = userId, leaving = leaves ? userId : null }, cancellationToken);
        return team is null ? null : new(new(caller, facts, team.CallerRole), userId, members.SingleOrDefault(), isLocked);
    }

    /// <summary>Adds a user who is not a member yet.</summary>
    public Task<MembershipResult> AddAsync(
        Caller caller, string teamId, string userId, TeamRole role, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<MembershipResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, teamId, userId, leaves: false, cancel) is not { } decision)
                return new TeamNotFound();
            if (decision.Add() is { } ended)
                return ended;
            return await PutAsync(connection, caller, Values(teamId, userId, role, null), cancel) is var (created, accessLeft)
                ? new Created(created, accessLeft)
                : new UnknownUser();
        }, cancellationToken);

    /// <summary>Gives a member another role.</summary>
    public Task<MembershipResult> ChangeAsync(
        Caller caller, string teamId, string userId, TeamRole role, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<MembershipResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, teamId, userId, leaves: false, cancel) is not { } decision)
                return new TeamNotFound();
            if (decision.Change(role, condition) is { } ended)
                return ended;
            var before = (short)decision.Member!.Role;
            return await PutAsync(connection, caller, Values(teamId, userId, role, before), cancel) is var (updated, accessLeft)
                ? new Updated(updated, accessLeft)
                : new MemberNotFound();
        }, cancellationToken);

    // Adds a user only if the caller can see them. The select is a separate statement: it must see the member.
    private const string PutSql = $"""
        with written as (
            insert into memberships as m (team_id, user_id, role, created_at, updated_at)
            select @team_id, @user_id, @role, @now, @now
            from {CallerStatements.Caller} c
            where @before is not null
               or exists (select from visible_principal(@caller, c.is_superuser, 'user:' || @user_id) p)
            on conflict (team_id, user_id) do update
            set role = excluded.role, updated_at = greatest(m.updated_at, excluded.updated_at), version = m.version + 1
            returning m.team_id, m.user_id, m.role
        )
        {ChangeRecord.Insert} 'membership.put', 'membership:' || team_id || '/' || user_id,
               case when @before is not null then jsonb_build_object('role', @before) end, jsonb_build_object('role', role)
        from written;
        {MembershipQueries.GetSql}
        """;

    /// <summary>Returns null, and writes nothing, if the user is not a member and the caller cannot see them.</summary>
    private static async Task<(MembershipRow Member, TeamAccess Access)?> PutAsync(
        NpgsqlConnection connection, Caller caller, object values, CancellationToken cancellationToken)
    {
        var (facts, team, members) = await connection.QueryWholeAsync<MemberTeamRow, MembershipRow>(
            caller, PutSql, values, cancellationToken);
        return members is [var member] ? (member, new(caller, facts, team?.CallerRole)) : null;
    }

    private object Values(string teamId, string userId, TeamRole role, short? before) =>
        new { team_id = teamId, user_id = userId, role = (short)role, before, now = clock.Now() };

    /// <summary>Removes a member. If the last one leaves a team that owns nothing, this deletes the team too.</summary>
    public Task<MembershipResult> RemoveAsync(
        Caller caller, string teamId, string userId, Precondition condition, CancellationToken cancellationToken) =>
        RemoveAsync(caller, teamId, userId, condition, keepsTeam: false, cancellationToken);

    /// <summary>Removes a member, but never the last admin.</summary>
    public Task<MembershipResult> RemoveFromTeamAsync(
        Caller caller, string teamId, string userId, Precondition condition, CancellationToken cancellationToken) =>
        RemoveAsync(caller, teamId, userId, condition, keepsTeam: true, cancellationToken);

    private Task<MembershipResult> RemoveAsync(
        Caller caller, string teamId, string userId, Precondition condition, bool keepsTeam, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<MembershipResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, teamId, userId, leaves: true, cancel) is not { } decision)
                return new TeamNotFound();
            if (decision.Remove(condition, keepsTeam) is { } ended)
                return ended;
            var member = decision.Member!;
            // The last admin who can leave is the only member of a team that owns nothing.
            await connection.ExecuteAsync(member.IsLastAdmin
                ? caller.Statement(RemoveWithTeamSql, RemovalRecord.Values([], [teamId], clock.Now()), cancel)
                : caller.Statement(RemoveSql, Values(teamId, userId, member.Role, null), cancel));
            return new Deleted();
        }, cancellationToken);

    private const string RemoveSql = $"""
        {ChangeRecord.SetTime}
        delete from memberships where team_id = @team_id and user_id = @user_id;
        {ChangeRecord.Insert} 'membership.remove', 'membership:' || @team_id || '/' || @user_id, jsonb_build_object('role', @role), null
        """;

    // The membership is recorded and deleted with the team.
    private const string RemoveWithTeamSql = $"""
        {RemovalRecord.OfPrincipals}
        {RemovalRecord.OfTeams}
        delete from teams where id = any(@teams);
        delete from principals where id = any(@principals);
        """;
}
