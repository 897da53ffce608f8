namespace Hal.Sharing.Data.Shares;

/// <summary>Reads shares, each request with one statement.</summary>
public sealed class ShareQueries(Database database)
{
    // Conditions on versions alone are checked before the first share is read, and where they do not hold, none is.
    private const string IsWanted = "(i.share_list_version, d.version) is distinct from (@heldList, @heldDirectory)";

    // offset (limit - 1) behind @after, backwards: the page before this one ends at @after.
    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.share_count,
               (select b.principal_id from (
                    select s.principal_id from shares s
                    where s.integration_id = i.id and s.principal_id <= @after and @after <> '' and {IsWanted}
                    order by s.principal_id desc limit largest_page()) b
                order by b.principal_id desc offset @limit limit 1) as previous_after,
               i.share_list_version, d.version as directory_version,
               s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version, s.principal_name
        {CallerStatements.FromVisibleIntegration}
        cross join directory d
        left join lateral (
            select * from (
                select s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version, p.name as principal_name
                from shares s join principals p on p.id = s.principal_id
                where s.integration_id = i.id and s.principal_id > @after and {IsWanted}
                order by s.principal_id limit largest_page()) page
            order by page.principal_id limit @fetch) s on true
        order by s.principal_id
        """;

    /// <summary>Shares in the order of their principals' ids; null when the caller cannot read the integration.</summary>
    /// <param name="held">What the reader has: its page is not read again. Null: nothing.</param>
    public Task<ShareList?> ListAsync(
        Caller caller, string name, PageRequest page, ShareListVersion? held, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<ShareListRow, ShareRow>(
                caller, ListSql, page.AddTo(new { name, heldList = held?.List, heldDirectory = held?.Directory }), cancel);
            if (read is not var (access, list, shares))
                return null;
            var version = new ShareListVersion(list.ShareListVersion, list.DirectoryVersion);
            return new ShareList(list.Id, access, version, version == held
                ? null
                : Page.Of(shares, share => share, page, list.ShareCount, list.PreviousAfter));
        }, cancellationToken);

    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.share_count, null::text as previous_after, i.share_list_version, 0::bigint as directory_version,
               s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version, p.name as principal_name
        {CallerStatements.FromVisibleIntegration}
        left join (shares s join principals p on p.id = s.principal_id) on s.integration_id = i.id and s.principal_id = @principal
        """;

    /// <summary>Null when the caller cannot read the integration.</summary>
    public Task<ShareView?> GetAsync(Caller caller, string name, string principalId, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<ShareListRow, ShareRow>(
                caller, GetSql, new { name, principal = principalId }, cancel);
            return read is var (access, _, shares) ? new ShareView(access, shares.SingleOrDefault()) : null;
        }, cancellationToken);
}
