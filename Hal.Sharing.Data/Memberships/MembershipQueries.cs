namespace Hal.Sharing.Data.Memberships;

/// <summary>Reads the members of teams, each request with one statement.</summary>
public sealed class MembershipQueries(Database database)
{
    internal const string Columns = """
        m.user_id, m.team_id, m.role, m.version, m.created_at, p.name as user_name,
               m.role = admin_role() and is_sole_admin(m.team_id, m.user_id) as is_sole_admin,
               m.role = admin_role() and is_last_admin(m.team_id, m.user_id) as is_last_admin
        """;

    // Only superusers and the team's members see its members.
    private const string FromVisibleTeam = $"""
        from {CallerStatements.Caller} c
        left join lateral (
            select t.id, (select m.role from memberships m where m.team_id = t.id and m.user_id = @caller) as caller_role
            from teams t where t.id = @team_id) t on true
        """;

    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               (select count(*) from (select from memberships m where m.team_id = t.id limit counted_rows()) counted) as total,
               (select b.user_id from (
                    select m.user_id from memberships m
                    where m.team_id = t.id and m.user_id <= @after and @after <> '' order by m.user_id desc limit largest_page()) b
                order by b.user_id desc offset @limit limit 1) as previous_after,
               t.id, t.caller_role,
               m.user_id, m.team_id, m.role, m.version, m.created_at, m.user_name, m.is_sole_admin, m.is_last_admin
        {FromVisibleTeam}
        left join lateral (
            select {Columns}
            from (
                select * from (
                    select m.* from memberships m
                    where m.team_id = t.id and (c.is_superuser or t.caller_role is not null) and m.user_id > @after
                    order by m.user_id limit largest_page()) page
                order by page.user_id limit @fetch) m
            join principals p on p.id = 'user:' || m.user_id) m on true
        order by m.user_id
        """;

    /// <summary>Returns null if there is no such team.</summary>
    public Task<MemberList?> ListAsync(Caller caller, string teamId, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, team, members) = await connection.QueryPageAsync<MemberPageSummary, MembershipRow>(
                caller, ListSql, new { team_id = teamId }, page, cancel);
            if (team.Id is null)
                return null;
            var access = new TeamAccess(caller, facts, team.CallerRole);
            return new MemberList(team.Id, access, access.CanReadMembers ? members : null);
        }, cancellationToken);

    internal const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               t.id, t.caller_role,
               m.user_id, m.team_id, m.role, m.version, m.created_at, m.user_name, m.is_sole_admin, m.is_last_admin
        {FromVisibleTeam}
        left join lateral (
            select {Columns}
            from memberships m join principals p on p.id = 'user:' || m.user_id
            where m.team_id = t.id and m.user_id = @user_id) m on true
        """;

    /// <summary>Returns null if there is no such team.</summary>
    public Task<MemberView?> GetAsync(Caller caller, string teamId, string userId, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, team, members) = await connection.QueryWholeAsync<MemberTeamRow, MembershipRow>(
                caller, GetSql, new { team_id = teamId, user_id = userId }, cancel);
            return team is null ? null : new MemberView(new(caller, facts, team.CallerRole), members.SingleOrDefault());
        }, cancellationToken);
}
