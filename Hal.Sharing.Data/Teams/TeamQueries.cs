using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Data.Teams;

/// <summary>Reads teams, each request with one statement.</summary>
public sealed class TeamQueries(Database database)
{
    private const string GetSql = $"""
        select {Facts.CallerColumns},
               t.id, p.name, t.description, t.url, t.image, t.privacy_statement, m.role as caller_role
        from {Facts.Caller} c
        left join (teams t join principals p on p.id = t.principal_id) on t.id = @id
        left join memberships m on m.team_id = t.id and m.user_id = @caller
        """;

    /// <summary>Null when there is no such team.</summary>
    public Task<TeamRow?> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (_, teams) = await connection.QueryAsync<TeamRow>(
                caller, GetSql, new { id }, "id", cancel);
            return teams is [var team] ? team : null;
        }, cancellationToken);
}
