using Hal.Sharing.Data.Freshness;

namespace Hal.Sharing.Data.Teams;

/// <summary>Reads teams, each request with one statement.</summary>
public sealed class TeamQueries
{
    private readonly Database _database;
    private readonly TeamLimits _limits;
    private readonly SharedStatement<TeamView> _teams;

    public TeamQueries(Database database, TeamLimits limits, SharedStatements shared) =>
        (_database, _limits, _teams) = (database, limits, shared.Create(SharedGetSql, Read));

    private const string Columns = """
        t.id, t.name, t.description, t.url, t.image, t.privacy_statement, t.version, t.created_at,
               (select m.role from memberships m where m.team_id = t.id and m.user_id = @caller) as caller_role,
               (select owns_integrations('team:' || t.id)
                where c.is_superuser
                   or exists (
                       select from memberships m where m.team_id = t.id and m.user_id = @caller and m.role = admin_role()))
                   as owns_integrations,
               exists (select from team_authorizations a where a.user_id = @caller and a.team_id = t.id) as is_authorized
        """;

    private const string Stored = "t.id, p.name, t.description, t.url, t.image, t.privacy_statement, t.version, t.created_at";

    private const string SharedGetSql = $"""
        select {SharedSql.Columns},
               t.id, t.name, t.description, t.url, t.image, t.privacy_statement, t.version, t.created_at,
               m.role as caller_role,
               (select owns_integrations('team:' || t.id) where c.is_superuser or m.role = admin_role()) as owns_integrations,
               exists (select from team_authorizations a where a.user_id = q.caller and a.team_id = t.id) as is_authorized,
               {SharedSql.End}
        {SharedSql.From}
        left join memberships m on m.team_id = q.name and m.user_id = q.caller
        left join (select {Stored} from teams t join principals p on p.id = t.principal_id) t on t.id = q.name
             and (q.team is null or m.user_id is not null)
        """;

    internal const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {Columns}
        from {CallerStatements.Caller} c
        left join (select {Stored} from teams t join principals p on p.id = t.principal_id) t on t.id = @id
             and (@team is null or exists (select from memberships m where m.team_id = t.id and m.user_id = @caller))
        """;

    /// <summary>Returns null if there is no such team.</summary>
    public Task<TeamView?> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        _teams.ReadAsync(new(caller, id, null), async (connection, cancel) =>
        {
            var (facts, teams) = await connection.QueryAsync<TeamRow>(caller, GetSql, new { id }, cancel);
            return teams is [var team] ? View(caller, facts, team) : null;
        }, cancellationToken);

    private static TeamView? Read(NpgsqlDataReader reader, Question question, CallerFacts facts) =>
        SharedSql.ReadRow<TeamRow>(reader, SharedSql.Width) is { } team ? View(question.Caller, facts, team) : null;

    /// <summary>The account that a new team counts for: the user who manages the caller, otherwise the caller.</summary>
    internal const string Creator = "case when c.managed_by is null or c.is_managed_by_client then @caller else c.managed_by end";

    internal const string Created = $"(select count(*) from teams own where own.created_by = {Creator}) as created";

    private sealed record TeamPageSummary(long Total, string? PreviousAfter, long Created) : IPageSummary;

    private const string ListSql = $"""
        with found as not materialized (
            select {Stored} from teams t join principals p on p.id = t.principal_id
        )
        select {CallerStatements.CallerColumns},
               (select count(*) from (select from found limit counted_rows()) counted) as total,
               (select b.id from (select f.id from found f where f.id <= @after and @after <> '' order by f.id desc limit largest_page()) b
                order by b.id desc offset @limit limit 1) as previous_after,
               {Created},
               {Columns}
        from {CallerStatements.Caller} c
        left join (
            select * from (select * from found where found.id > @after order by found.id limit largest_page()) page
            order by page.id limit @fetch) t on true
        order by t.id
        """;

    // The function is planned for the text to find; see there. Principals are in the order of their teams.
    private const string SearchSql = $"""
        select {CallerStatements.CallerColumns},
               p.total, substr(p.previous_after, 6) as previous_after,
               {Created},
               {Columns}
        from {CallerStatements.Caller} c
        cross join lateral find_principals(
            @caller, c.is_superuser, @pattern, 'team:', 'team;', case when @after <> '' then 'team:' || @after else '' end, @limit) p
        left join lateral (select {Stored} from teams t where t.principal_id = p.id offset 0) t on true
        order by t.id
        """;

    /// <summary>Returns one page of all teams, ordered by ID.</summary>
    /// <param name="text">Contained in the ID or the name, ignoring case; null or empty: any.</param>
    public Task<TeamList> ListAsync(Caller caller, string? text, PageRequest page, CancellationToken cancellationToken) =>
        _database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, summary, teams) = await connection.QueryPageAsync<TeamPageSummary, TeamRow>(
                caller, string.IsNullOrEmpty(text) ? ListSql : SearchSql, new { pattern = SearchPattern.Containing(text) }, page, cancel);
            return new TeamList(
                TeamAccess.CanCreate(caller, facts, summary.Created, _limits.MaxPerCreator),
                teams.Select(team => View(caller, facts, team)));
        }, cancellationToken);

    internal static TeamView View(Caller caller, CallerFacts facts, TeamRow team) => new(new(caller, facts, team.CallerRole), team);
}
