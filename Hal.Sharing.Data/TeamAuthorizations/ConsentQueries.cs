using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>Reads what a user needs to know to decide who uses his data, each request with one statement.</summary>
public sealed class ConsentQueries(Database database)
{
    private const string GetSql = $"""
        select {Facts.CallerColumns},
               t.id, p.name, t.description, t.url, t.privacy_statement, array_to_string(a.scopes, ' ') as granted
        from {Facts.Caller} c
        left join (teams t join principals p on p.id = t.principal_id) on t.id = @id
        left join team_authorizations a on a.team_id = t.id and a.user_id = @caller
        """;

    public Task<ConsentView> GetAsync(Caller caller, string teamId, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, teams) = await connection.QueryAsync<ConsentRow>(caller, GetSql, new { id = teamId }, "id", cancel);
            return new ConsentView(facts.IsHimself(caller), teams is [var team] ? team : null);
        }, cancellationToken);

    private const string ListSql = $"""
        select {Facts.CallerColumns},
               a.team_id, p.name, t.description, t.url, array_to_string(a.scopes, ' ') as granted, a.created_at, a.updated_at
        from {Facts.Caller} c
        left join (team_authorizations a join teams t on t.id = a.team_id join principals p on p.id = t.principal_id) on a.user_id = @caller
        order by a.team_id
        """;

    /// <summary>In the order of the teams' ids.</summary>
    public Task<GrantList> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, grants) = await connection.QueryAsync<GrantRow>(caller, ListSql, new { }, "team_id", cancel);
            return new GrantList(facts.IsHimself(caller), grants);
        }, cancellationToken);
}
