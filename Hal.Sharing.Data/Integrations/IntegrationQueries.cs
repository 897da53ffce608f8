using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Data.Integrations;

/// <summary>Reads integrations, each request with one statement.</summary>
public sealed class IntegrationQueries(Database database)
{
    internal const string Columns = "i.id, i.slug, i.name, i.type, i.description, i.owner_id, i.created_at, i.updated_at, i.version";

    internal const string GetSql = $"""
        select {Facts.CallerColumns},
               {Facts.IntegrationColumns},
               {Columns}
        {Facts.FromVisibleIntegration}
        """;

    /// <summary>Null when there is none by this id or slug, or none that the caller can read.</summary>
    public Task<IntegrationView?> GetAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<IntegrationRow>(
                caller, GetSql, new { name }, cancel);
            return read is var (access, integration) ? new IntegrationView(access, integration) : null;
        }, cancellationToken);

    // A superuser reads all of them by their key; anybody else the few that he reaches. Only one side ever runs: the other is cut off
    // by a condition that is constant for the statement. Searching is a statement of its own, planned for what is searched.
    private const string PageStart = $"""
        with caller as materialized (
            select * from {Facts.Caller}
        ), scope as materialized (
            select c.is_superuser and not c.owns_only and @reach = '' as is_all, c.owns_only from caller c
        ), reach as materialized (
            select r.id from scope cross join lateral reachable_integrations(@caller, scope.owns_only, @reach) r where not scope.is_all
        ), found as not materialized (
        """;

    private const string PageEnd = $"""
        ), page as (
            select found.id from found where found.id > @after order by found.id limit @fetch
        )
        select {Facts.CallerColumns},
               (select count(*) from (select from found limit 10001) counted) as total,
               (select b.id from found b where b.id <= @after and @after <> '' order by b.id desc offset @limit limit 1) as previous_after,
               i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level,
               {Columns}
        from caller c
        left join (
            select i.*, f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level
            from page join integrations i on i.id = page.id cross join lateral integration_facts(@caller, i.id, i.owner_id) f
        ) i on true
        order by i.id
        """;

    private const string ListSql = $"""
        {PageStart}
            select i.id from integrations i where (select is_all from scope)
            union all
            select id from reach
        {PageEnd}
        """;

    private const string SearchSql = $"""
        {PageStart}
            select i.id from integrations i where (select is_all from scope) and i.search like lower(@pattern collate "und-x-icu")
            union all
            select i.id from reach join integrations i on i.id = reach.id where i.search like lower(@pattern collate "und-x-icu")
        {PageEnd}
        """;

    /// <summary>What the caller can read, in the order of the ids.</summary>
    public Task<Page<IntegrationView>> ListAsync(Caller caller, IntegrationFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var reach = filter.Reach switch { IntegrationReach.Any => "", IntegrationReach.Owned => "owned", IntegrationReach.Shared => "shared" };
            var read = await connection.QueryIntegrationPageAsync<PageRow, IntegrationRow>(
                caller, string.IsNullOrEmpty(filter.Text) ? ListSql : SearchSql,
                new { reach, pattern = SearchPattern.Containing(filter.Text), after = page.After, limit = page.Limit, fetch = page.Fetch },
                "total", cancel);
            return Page<IntegrationView>.Of(
                read.Rows.Select(row => new IntegrationView(row.Access, row.Row)), page, view => view.Integration.Id, read.Page);
        }, cancellationToken);
}
