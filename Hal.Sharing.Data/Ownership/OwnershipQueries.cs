using Hal.Sharing.Data.Freshness;

namespace Hal.Sharing.Data.Ownership;

/// <summary>Reads the owners of integrations, each request with one statement.</summary>
public sealed class OwnershipQueries
{
    private readonly SharedStatement<OwnerView> _owners;

    public OwnershipQueries(SharedStatements shared) => _owners = shared.Create(SharedGetSql, Read);

    private const string SharedGetSql = $"""
        select {SharedSql.Columns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, p.name as owner_name, {SharedSql.End}
        {SharedSql.FromIntegrations}
        left join principals p on p.id = i.owner_id
        """;

    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, p.name as owner_name
        {CallerStatements.FromVisibleIntegration}
        left join principals p on p.id = i.owner_id
        """;

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public Task<OwnerView?> GetAsync(Caller caller, string idOrSlug, CancellationToken cancellationToken) =>
        _owners.ReadAsync(new(caller, idOrSlug, null), async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<OwnerRow>(caller, GetSql, new { name = idOrSlug }, cancel);
            return read is var (access, owner) ? new OwnerView(access, owner) : null;
        }, cancellationToken);

    private static OwnerView? Read(NpgsqlDataReader reader, Question question, CallerFacts facts) =>
        SharedSql.ReadAccess(reader, question, facts) is { } access
            ? new(access, RowReader<OwnerRow>.Read(reader, SharedSql.IntegrationWidth))
            : null;
}
