using Hal.Sharing.Data.Freshness;
using Hal.Sharing.Data.Telemetry;

namespace Hal.Sharing.Data.Shares;

/// <summary>Reads shares, each with one statement; a list with shares that managed users granted needs a second one.</summary>
public sealed class ShareQueries
{
    internal const string Columns = "s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version";

    private readonly SharedStatements _shared;
    private readonly DirectoryChanges _directory;
    private readonly SharedStatement<ShareListState> _states;
    private readonly SharedStatement<ShareView> _shares;

    public ShareQueries(SharedStatements shared, DirectoryChanges directory)
    {
        (_shared, _directory) = (shared, directory);
        _states = shared.Create(SharedStateSql, ReadState);
        _shares = shared.Create(SharedGetSql, ReadShare);
    }

    // Subqueries that depend on nothing run once for each statement, not for each row.
    private const string DirectoryColumns =
        $"(select {DirectoryVersion.TimelineColumn}), (select d.version from directory d) as directory_version";

    private const string SharedStateSql = $"""
        select {SharedSql.Columns},
               {CallerStatements.IntegrationColumns},
               i.id, i.share_list_version, {DirectoryColumns}, {SharedSql.End}
        {SharedSql.FromIntegrations}
        """;

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

    /// <summary>Reads a share list, or only what decides it, if a stored document is current.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="idOrSlug">The integration.</param>
    /// <param name="page">The page.</param>
    /// <param name="stored">
    /// Returns the principals that a stored document of this state shows; null if there is none. Null: no document is stored.
    /// </param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    public async Task<ShareListRead> ReadListAsync(
        Caller caller, string idOrSlug, PageRequest page, Func<ShareListState, ShownPrincipals?>? stored,
        CancellationToken cancellationToken)
    {
        var deadline = _shared.StartDeadline();
        if (stored is not null
            && (await _states.TryReadAsync(new(caller, idOrSlug, null), cancellationToken))?.Row is { } state
            && stored(state) is { } shown
            && await _directory.AreCurrentAsync(shown, state.Version.Directory, deadline.Remaining, cancellationToken))
        {
            SharingMeter.CountCheck(FreshnessResult.Current);
            return new(IsStoredCurrent: true, null);
        }
        SharingMeter.CountCheck(stored is null ? FreshnessResult.NotStored : FreshnessResult.Changed);
        return new(IsStoredCurrent: false, await ListAsync(caller, idOrSlug, page, deadline.Remaining, cancellationToken));
    }

    /// <summary>Returns shares in the order of their principals' IDs; null if the caller cannot read the integration.</summary>
    private Task<ShareList?> ListAsync(
        Caller caller, string idOrSlug, PageRequest page, TimeSpan limit, CancellationToken cancellationToken) =>
        _shared.Database.ReadWithinAsync(async (connection, cancel) =>
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
            // The size of the next share's name can decide where the page ends.
            var decisive = hasManaged ? null : Shown(shares.Take(shown.Rows.Count + 1), version);
            return new ShareList(new(list.Id, access, version), shown, decisive);
        }, limit, cancellationToken);

    /// <param name="managed">Receives the grantors that are managed users: the caller possibly cannot see them.</param>
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

    private static ShownPrincipals Shown(IEnumerable<ShareRow> shares, ShareListVersion version) => new(
        shares.SelectMany(share => share.GrantedBy is { } grantor ? new[] { share.PrincipalId, grantor } : [share.PrincipalId]),
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
               {Columns}, p.name as principal_name, g.id as granted_by, {SharedSql.End}
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
