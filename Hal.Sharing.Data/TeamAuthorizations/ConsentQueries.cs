namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>Reads what users need to decide which teams may use their data, each request with one statement.</summary>
public sealed class ConsentQueries(Database database)
{
    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               t.id, p.name, t.description, t.url, t.privacy_statement, array_to_string(a.scopes, ' ') as granted
        from {CallerStatements.Caller} c
        left join (teams t join principals p on p.id = t.principal_id) on t.id = @id
        left join team_authorizations a on a.team_id = t.id and a.user_id = @caller
        """;

    public Task<ConsentView> GetAsync(Caller caller, string teamId, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, teams) = await connection.QueryAsync<ConsentRow>(caller, GetSql, new { id = teamId }, cancel);
            return new ConsentView(facts.IsFirstParty(caller), teams is [var team] ? team : null);
        }, cancellationToken);

    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               a.team_id, a.name, a.description, a.url, a.granted, a.created_at, a.updated_at
        from {CallerStatements.Caller} c
        left join (
            select * from (
                select a.team_id, p.name, t.description, t.url, array_to_string(a.scopes, ' ') as granted, a.created_at, a.updated_at
                from team_authorizations a join teams t on t.id = a.team_id join principals p on p.id = t.principal_id
                where a.user_id = @caller and a.team_id > @after order by a.team_id limit largest_page()) page
            order by page.team_id limit @fetch) a on true
        order by a.team_id
        """;

    /// <summary>Returns one page of the caller's grants, ordered by team ID.</summary>
    /// <param name="after">The ID of the last team of the previous page; empty for the first page.</param>
    public Task<GrantList> ListAsync(Caller caller, string after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, grants) = await connection.QueryAsync<GrantRow>(caller, ListSql, new { after, fetch = limit + 1 }, cancel);
            return new GrantList(
                facts.IsFirstParty(caller), [.. grants.Take(limit)], grants.Count > limit ? grants[limit - 1].TeamId : null);
        }, cancellationToken);
}
