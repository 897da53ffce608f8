namespace Hal.Sharing.Data.Shares;

/// <summary>Reads shares, each request with one statement.</summary>
public sealed class ShareQueries(Database database)
{
    internal const string Columns = "s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version";

    // Conditions on versions alone are checked before the first share is read. If they do not hold, none is.
    private const string IsWanted = "(i.share_list_version, d.version) is distinct from (@heldList, @heldDirectory)";

    // offset (limit - 1) behind @after, backwards: the page before this one ends at @after. Each grantor is looked up once, not with each
    // share (offset 0 keeps the planner from calling the function for every use of its result).
    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.share_count,
               (select b.principal_id from (
                    select s.principal_id from shares s
                    where s.integration_id = i.id and s.principal_id <= @after and @after <> '' and {IsWanted}
                    order by s.principal_id desc limit largest_page()) b
                order by b.principal_id desc offset @limit limit 1) as previous_after,
               i.share_list_version, d.version as directory_version, array_to_string(g.ids, ' ') as visible_grantors,
               {Columns}, s.principal_name, case when 'user:' || s.granted_by = any(g.ids) then 'user:' || s.granted_by end as granted_by
        {CallerStatements.FromVisibleIntegration}
        cross join directory d
        cross join lateral (select visible_grantors(@caller, c.is_superuser, i.id) as ids offset 0) g
        left join lateral (
            select * from (
                select {Columns}, s.granted_by, p.name as principal_name
                from shares s join principals p on p.id = s.principal_id
                where s.integration_id = i.id and s.principal_id > @after and {IsWanted}
                order by s.principal_id limit largest_page()) page
            order by page.principal_id limit @fetch) s on true
        order by s.principal_id
        """;

    private sealed record ListRow(
        string Id, int ShareCount, string? PreviousAfter, long ShareListVersion, long DirectoryVersion, string VisibleGrantors);

    /// <summary>Returns shares in the order of their principals' IDs; null if the caller cannot read the integration.</summary>
    /// <param name="held">The version of the client's copy, whose page is not read again; null if there is none.</param>
    public Task<ShareList?> ListAsync(
        Caller caller, string idOrSlug, PageRequest page, ShareListVersion? held, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<ListRow, ShareRow>(
                caller, ListSql, page.AddTo(new { name = idOrSlug, heldList = held?.List, heldDirectory = held?.Directory }), cancel);
            if (read is not var (access, list, shares))
                return null;
            var version = new ShareListVersion(list.ShareListVersion, list.DirectoryVersion);
            return new ShareList(list.Id, access, version, list.VisibleGrantors, version == held
                ? null
                : Page.Of(shares, share => share, page, list.ShareCount, list.PreviousAfter));
        }, cancellationToken);

    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id,
               {Columns}, p.name as principal_name, g.id as granted_by
        {CallerStatements.FromVisibleIntegration}
        left join (shares s join principals p on p.id = s.principal_id) on s.integration_id = i.id and s.principal_id = @principal
        left join lateral visible_principal(@caller, c.is_superuser, 'user:' || s.granted_by) g on true
        """;

    private sealed record IntegrationRow(string Id);

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public Task<ShareView?> GetAsync(Caller caller, string idOrSlug, string principalId, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<IntegrationRow, ShareRow>(
                caller, GetSql, new { name = idOrSlug, principal = principalId }, cancel);
            return read is var (access, _, shares) ? new ShareView(access, shares.SingleOrDefault()) : null;
        }, cancellationToken);
}
