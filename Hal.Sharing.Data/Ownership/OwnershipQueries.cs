namespace Hal.Sharing.Data.Ownership;

/// <summary>Reads the owners of integrations, each request with one statement.</summary>
public sealed class OwnershipQueries(Database database)
{
    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, p.name as owner_name
        {CallerStatements.FromVisibleIntegration}
        left join principals p on p.id = i.owner_id
        """;

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public Task<OwnerView?> GetAsync(Caller caller, string idOrSlug, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<OwnerRow>(caller, GetSql, new { name = idOrSlug }, cancel);
            return read is var (access, owner) ? new OwnerView(access, owner) : null;
        }, cancellationToken);
}
