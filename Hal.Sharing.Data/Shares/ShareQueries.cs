using Hal.Sharing.Data.Freshness;

namespace Hal.Sharing.Data.Shares;

/// <summary>Reads shares, each request with one statement.</summary>
public sealed class ShareQueries
{
    internal const string Columns = "s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version";

    private readonly Database _database;
    private readonly SharedStatement<ShareListState> _states;
    private readonly SharedStatement<ShareView> _shares;

    public ShareQueries(Database database, SharedStatements shared)
    {
        _database = database;
        _states = shared.Create(SharedStateSql, ReadState);
        _shares = shared.Create(SharedGetSql, ReadShare);
    }

    // Subqueries that depend on nothing run once for each statement, not for each row.
    private const string DirectoryColumns =
        "(select database_timeline()) as timeline, (select d.version from directory d) as directory_version";

    private const string SharedStateSql = $"""
        select {SharedSql.Columns},
               {CallerStatements.IntegrationColumns},
               i.id, i.share_list_version, {DirectoryColumns}
        {SharedSql.FromIntegrations}
        """;

    /// <summary>Returns what decides the share list; null if the caller cannot read it, or only <see cref="ListAsync"/> can tell.</summary>
    public async Task<ShareListState?> GetListStateAsync(Caller caller, string idOrSlug, CancellationToken cancellationToken) =>
        (await _states.TryReadAsync(new(caller, idOrSlug, null), cancellationToken))?.Row;

    private sealed record StateRow(string Id, long ShareListVersion, string Timeline, long DirectoryVersion);

    private static ShareListState? ReadState(NpgsqlDataReader reader, Question question, CallerFacts facts) =>
        SharedSql.ReadAccess(reader, question, facts) is { } access
        && SharedSql.ReadRow<StateRow>(reader, SharedSql.IntegrationWidth) is { } row
            ? new(row.Id, access, new(row.ShareListVersion, new(row.Timeline, row.DirectoryVersion)))
            : null;

    // offset (limit - 1) behind @after, backwards: the page before this one ends at @after.
    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.share_count,
               (select b.principal_id from (
                    select s.principal_id from shares s
                    where s.integration_id = i.id and s.principal_id <= @after and @after <> ''
                    order by s.principal_id desc limit largest_page()) b
                order by b.principal_id desc offset @limit limit 1) as previous_after,
               i.share_list_version, {DirectoryColumns},
               {Columns}, s.principal_name, s.granted_by, s.managed_grantor
        {CallerStatements.FromVisibleIntegration}
        left join lateral (
            select * from (
                select {Columns}, p.name as principal_name, g.id as granted_by,
                       case when g.managed_by is not null then g.id end as managed_grantor
                from shares s
                join principals p on p.id = s.principal_id
                left join principals g on g.id = 'user:' || s.granted_by
                where s.integration_id = i.id and s.principal_id > @after
                order by s.principal_id limit largest_page()) page
            order by page.principal_id limit @fetch) s on true
        order by s.principal_id
        """;

    private sealed record ListRow(
        string Id, int ShareCount, string? PreviousAfter, long ShareListVersion, string Timeline, long DirectoryVersion);

    private sealed record ManagedGrantorRow(string ManagedGrantor);

    /// <summary>Returns shares in the order of their principals' IDs; null if the caller cannot read the integration.</summary>
    public Task<ShareList?> ListAsync(Caller caller, string idOrSlug, PageRequest page, CancellationToken cancellationToken) =>
        _database.ReadAsync(async (connection, cancel) =>
        {
            var managed = new HashSet<string>();
            var (access, list, shares) = await ReadListAsync(connection, caller, idOrSlug, page, managed, cancel);
            if (access is null || list is null)
                return null;
            var hasManaged = managed.Count > 0;
            if (hasManaged)
            {
                managed.ExceptWith(await GetVisibleAsync(connection, caller, [.. managed], cancel));
                shares = [.. shares.Select(share => managed.Contains(share.GrantedBy ?? "") ? share with { GrantedBy = null } : share)];
            }
            var version = new ShareListVersion(list.ShareListVersion, new(list.Timeline, list.DirectoryVersion));
            var shown = Page.Of(shares, static share => share, page, list.ShareCount, list.PreviousAfter);
            return new ShareList(new(list.Id, access, version), shown, hasManaged ? null : Shown(shown, version));
        }, cancellationToken);

    /// <param name="managed">Gets the grantors that are managed users: the caller may not see them.</param>
    private static async Task<(IntegrationAccess? Access, ListRow? List, List<ShareRow> Shares)> ReadListAsync(
        NpgsqlConnection connection, Caller caller, string idOrSlug, PageRequest page, HashSet<string> managed,
        CancellationToken cancellationToken)
    {
        var statement = caller.Statement(ListSql, page.AddTo(new { name = idOrSlug }), cancellationToken);
        await using var lines = await ResultLines.OpenAsync(connection, statement);
        var facts = lines.Facts(caller);
        var ties = lines.First<IntegrationFacts>();
        var list = lines.First<ListRow>();
        var shares = await lines.RestAsync<ShareRow, ManagedGrantorRow, ShareRow>((share, grantor) =>
        {
            if (grantor is not null)
                managed.Add(grantor.ManagedGrantor);
            return share;
        });
        return (ties is null ? null : new(caller, facts.IsSuperuser, ties), list, shares);
    }

    private static ShownPrincipals Shown(Page<ShareRow> page, ShareListVersion version) => new(
        page.Rows.Select(share => share.PrincipalId).Concat(page.Rows.Select(share => share.GrantedBy).OfType<string>()),
        version.Directory);

    private const string VisibleSql = $"""
        select {CallerStatements.CallerColumns}, p.id
        from {CallerStatements.Caller} c
        left join lateral unnest(visible_principals(@caller, c.is_superuser, @principals)) as p (id) on true
        """;

    private sealed record PrincipalIdRow(string Id);

    /// <summary>Returns those of the principals that the caller can see.</summary>
    private static async Task<IReadOnlyCollection<string>> GetVisibleAsync(
        NpgsqlConnection connection, Caller caller, string[] principals, CancellationToken cancellationToken)
    {
        var read = await connection.QueryAsync<PrincipalIdRow>(caller, VisibleSql, new { principals }, cancellationToken);
        return [.. read.Rows.Select(row => row.Id)];
    }

    private const string SharedGetSql = $"""
        select {SharedSql.Columns},
               {CallerStatements.IntegrationColumns},
               {Columns}, p.name as principal_name, g.id as granted_by
        {SharedSql.FromIntegrations}
        left join (shares s join principals p on p.id = s.principal_id) on s.integration_id = i.id and s.principal_id = q.part
        left join lateral visible_principal(q.caller, c.is_superuser, 'user:' || s.granted_by) g on true
        """;

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
        _shares.ReadAsync(new(caller, idOrSlug, principalId), async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<IntegrationRow, ShareRow>(
                caller, GetSql, new { name = idOrSlug, principal = principalId }, cancel);
            return read is var (access, _, shares) ? new ShareView(access, shares.SingleOrDefault()) : null;
        }, cancellationToken);

    private static ShareView? ReadShare(NpgsqlDataReader reader, Question question, CallerFacts facts) =>
        SharedSql.ReadAccess(reader, question, facts) is { } access
            ? new(access, SharedSql.ReadRow<ShareRow>(reader, SharedSql.IntegrationWidth))
            : null;
}
