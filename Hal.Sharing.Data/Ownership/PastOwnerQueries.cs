using Hal.Sharing.Data.PastStates;

namespace Hal.Sharing.Data.Ownership;

/// <summary>The owner of an integration at a time, as a caller sees it today.</summary>
/// <param name="OwnerName">The name today; null if the owner was deleted.</param>
public sealed record PastOwnerRow(string OwnerId, string? OwnerName);

/// <summary>Reads the owners that integrations had at a time, each request with one statement.</summary>
public sealed class PastOwnerQueries(Database database)
{
    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {PastSql.Columns},
               o.owner_id, o.owner_name
        {CallerStatements.FromVisibleIntegration}
        left join lateral (
            select o.id as owner_id, p.name as owner_name
            from owner_at(i.id, i.owner_id, @at::timestamptz) o (id)
            left join principals p on p.id = o.id
            where is_named_to(@caller, c.is_superuser, o.id)) o on i.id is not null
        """;

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public Task<PastState<PastOwnerRow>?> GetAsync(
        Caller caller, string idOrSlug, DateTime at, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<PastIntegration, PastOwnerRow>(
                caller, GetSql, new { name = idOrSlug, at }, cancel);
            return read is var (access, integration, owners)
                ? new PastState<PastOwnerRow>(integration, access, owners.SingleOrDefault())
                : null;
        }, cancellationToken);
}
