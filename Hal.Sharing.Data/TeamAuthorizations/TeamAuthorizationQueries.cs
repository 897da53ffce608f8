namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>Reads which users have authorized which teams, each request with one statement.</summary>
public sealed class TeamAuthorizationQueries(Database database)
{
    private const string TeamColumns = """
        t.id, p.name, t.description, t.url, t.image, t.privacy_statement, m.role as caller_role,
               (select owns_integrations(t.principal_id) where c.is_superuser or m.role = admin_role()) as owns_integrations,
               array_to_string(a.scopes, ' ') as granted
        """;

    private const string ListJoinedSql = $"""
        select {CallerStatements.CallerColumns},
               {TeamColumns}
        from {CallerStatements.Caller} c
        left join (memberships m join teams t on t.id = m.team_id join principals p on p.id = t.principal_id) on m.user_id = @caller
        left join team_authorizations a on a.team_id = t.id and a.user_id = @caller
        order by t.id
        """;

    /// <summary>Returns the teams that the caller is a member of, ordered by ID.</summary>
    public Task<IReadOnlyList<CallerTeam>> ListJoinedAsync(Caller caller, CancellationToken cancellationToken) =>
        ListTeamsAsync(caller, ListJoinedSql, cancellationToken);

    private const string ListAuthorizedSql = $"""
        select {CallerStatements.CallerColumns},
               {TeamColumns}
        from {CallerStatements.Caller} c
        left join (team_authorizations a join teams t on t.id = a.team_id join principals p on p.id = t.principal_id) on a.user_id = @caller
        left join memberships m on m.team_id = t.id and m.user_id = @caller
        order by t.id
        """;

    /// <summary>Returns the teams that the caller has authorized, ordered by ID.</summary>
    public Task<IReadOnlyList<CallerTeam>> ListAuthorizedAsync(Caller caller, CancellationToken cancellationToken) =>
        ListTeamsAsync(caller, ListAuthorizedSql, cancellationToken);

    private Task<IReadOnlyList<CallerTeam>> ListTeamsAsync(Caller caller, string sql, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<CallerTeam>>(async (connection, cancel) =>
        {
            var (facts, teams) = await connection.QueryAsync<CallerTeamRow>(caller, sql, null, cancel);
            return [.. teams.Select(team => new CallerTeam(new(caller, facts, team.CallerRole), team))];
        }, cancellationToken);

    // A caller who is not a member gets no rows, and nothing is read. The join goes from the team's authorizations to their users, one by
    // one (offset 0 enforces it): any other order would read all users.
    private const string UsersStart = $"""
        select {CallerStatements.CallerColumns},
               t.id as team_id, m.role as caller_role, own.user_id is not null as is_authorized,
               u.id, u.display_name, u.first_name, u.last_name, u.granted, u.is_managed
        from {CallerStatements.Caller} c
        left join teams t on t.id = @id
        left join memberships m on m.team_id = t.id and m.user_id = @caller and @team is null
        left join team_authorizations own on own.team_id = t.id and own.user_id = @caller
        left join lateral (
            select a.user_id as id, n.display_name, n.first_name, n.last_name, array_to_string(a.scopes, ' ') as granted, n.is_managed
            from team_authorizations a
            cross join lateral (
                select p.name as display_name, u.first_name, u.last_name, u.managed_by is not null as is_managed
                from principals p join users u on u.id = a.user_id
                where p.id = 'user:' || a.user_id
        """;

    private const string UsersEnd = """
                offset 0) n
            where a.team_id = m.team_id
            order by a.user_id) u on true
        order by u.id
        """;

    private const string ListUsersSql = $"""
        {UsersStart}
        {UsersEnd}
        """;

    private const string FindUsersSql = $"""
        {UsersStart}
                and lower(p.name collate "und-x-icu") like lower(@pattern collate "und-x-icu")
        {UsersEnd}
        """;

    /// <summary>Returns the users who have authorized the team, ordered by ID; null if there is no such team.</summary>
    /// <param name="name">Contained in the display name, ignoring case; null or empty: any.</param>
    public Task<AuthorizingUsers?> ListUsersAsync(Caller caller, string teamId, string? name, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, team, users) = await connection.QueryWholeAsync<AuthorizedTeamRow, AuthorizingUserRow>(
                caller, string.IsNullOrEmpty(name) ? ListUsersSql : FindUsersSql,
                new { id = teamId, pattern = SearchPattern.Containing(name) }, cancel);
            return team is null ? null : new AuthorizingUsers(new(caller, facts, team.CallerRole), team, users);
        }, cancellationToken);
}
