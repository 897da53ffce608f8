using Hal.Sharing.Data.PastStates;

namespace Hal.Sharing.Data.Shares;

/// <summary>Reads the shares that there were at a time, each request with one statement.</summary>
public sealed class PastShareQueries(Database database)
{
    private const string Columns = "s.principal_id, s.access_level, s.created_at, s.updated_at, s.principal_name, s.granted_by";

    // Twice as many principals are looked up as fit on the page, and a hundred at least. If fewer of them had a share then, the page is not
    // full, and there is a next one: so a page costs the same, however many shares there were at other times.
    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {PastSql.Columns}, e.end_id,
               {Columns}
        {CallerStatements.FromVisibleIntegration}
        left join lateral principals_ever_shared(i.id, @after, greatest(2 * @limit, 100)) e on i.id is not null
        left join lateral (
            select * from (
                select a.id as principal_id, s.access_level, s.created_at, s.updated_at, p.name as principal_name, g.id as granted_by
                from unnest(e.ids collate "C") as a (id)
                cross join lateral share_at(i.id, a.id, @at::timestamptz) s
                left join principals p on p.id = a.id
                left join lateral visible_principal(@caller, c.is_superuser, 'user:' || s.granted_by) g on true
                where is_named_to(@caller, c.is_superuser, a.id)
                order by a.id limit largest_page()) page
            order by page.principal_id limit @fetch) s on true
        order by s.principal_id
        """;

    private sealed record EndRow(string EndId);

    /// <summary>Returns the shares at a time, by the IDs of their principals; null if the caller cannot read the integration.</summary>
    public Task<PastState<Page<PastShareRow>>?> ListAsync(
        Caller caller, string idOrSlug, DateTime at, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var statement = caller.Statement(ListSql, page.AddTo(new { name = idOrSlug, at }), cancel);
            await using var lines = await ResultLines.OpenAsync(connection, statement);
            var (facts, ties) = (lines.Facts(caller), lines.First<IntegrationFacts>());
            var (integration, end) = (lines.First<PastIntegration>(), lines.First<EndRow>());
            var rows = Page.Of(await lines.RestAsync<PastShareRow>(), static row => row, page, null, null);
            return ties is null || integration is null
                ? null
                : new PastState<Page<PastShareRow>>(
                    integration, new(caller, facts.IsSuperuser, ties), rows with { NextAfter = rows.NextAfter ?? end?.EndId });
        }, cancellationToken);

    // The principal is looked up as for a share of today: one that is hidden and one that does not exist take the same path.
    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {PastSql.Columns},
               {Columns}
        {CallerStatements.FromVisibleIntegration}
        left join lateral visible_principal(@caller, c.is_superuser, @principal) p on true
        left join lateral (
            select @principal::text as principal_id, s.access_level, s.created_at, s.updated_at, p.name as principal_name,
                   g.id as granted_by
            from share_at(i.id, @principal, @at::timestamptz) s
            left join lateral visible_principal(@caller, c.is_superuser, 'user:' || s.granted_by) g on true
            where p.id is not null
               or (not exists (select from principals d where d.id = @principal) and is_named_to(@caller, c.is_superuser, @principal))
            ) s on true
        """;

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public Task<PastState<PastShareRow>?> GetAsync(
        Caller caller, string idOrSlug, string principalId, DateTime at, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<PastIntegration, PastShareRow>(
                caller, GetSql, new { name = idOrSlug, principal = principalId, at }, cancel);
            return read is var (access, integration, shares)
                ? new PastState<PastShareRow>(integration, access, shares.SingleOrDefault())
                : null;
        }, cancellationToken);
}
