namespace Hal.Sharing.Data.Integrations;

/// <summary>Reads integrations, each request with one statement.</summary>
public sealed class IntegrationQueries(Database database)
{
    internal const string Columns = "i.id, i.slug, i.name, i.type, i.description, i.owner_id, i.created_at, i.updated_at, i.version";

    internal const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {Columns}
        {CallerStatements.FromVisibleIntegration}
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
    // by a condition that is constant for the statement. The first page needs no more of them than are counted.
    private const string ListSql = $"""
        with caller as materialized (
            select * from {CallerStatements.Caller}
        ), scope as materialized (
            select c.is_superuser and not c.owns_only and @reach = '' as is_all, c.owns_only from caller c
        ), reach as materialized (
            select r.id
            from scope
            cross join lateral reachable_integrations(@caller, scope.owns_only, @reach, case when @after = '' then {Page.MaxCount} end) r
            where not scope.is_all
        ), page as (
            select p.id from (
                (select i.id from integrations i where (select is_all from scope) and i.id > @after order by i.id limit {Page.MaxFetch})
                union all
                select r.id from reach r where r.id > @after) p
            order by p.id limit @fetch
        )
        select {CallerStatements.CallerColumns},
               (select count(*) from (
                    (select from integrations where (select is_all from scope) limit {Page.MaxCount}) union all (select from reach limit {Page.MaxCount})) counted) as total,
               (select b.id from (
                    (select i.id from integrations i where (select is_all from scope) and i.id <= @after and @after <> '' order by i.id desc limit {Page.MaxFetch})
                    union all
                    select r.id from reach r where r.id <= @after and @after <> '') b
                order by b.id desc offset @limit limit 1) as previous_after,
               {CallerStatements.IntegrationColumns},
               {Columns}
        from caller c
        left join (
            select i.*, f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level
            from page join integrations i on i.id = page.id cross join lateral integration_facts(@caller, i.id, i.owner_id) f
        ) i on true
        order by i.id
        """;

    // A function, for it is planned for what is searched; see there.
    private const string SearchSql = $"""
        select {CallerStatements.CallerColumns},
               p.total, p.previous_after,
               {CallerStatements.IntegrationColumns},
               {Columns}
        from {CallerStatements.Caller} c
        cross join lateral find_integrations(
            @caller, c.is_superuser and not c.owns_only and @reach = '', c.owns_only, @reach, @pattern, @after, @limit) p
        left join lateral (
            select i.*, f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level
            from integrations i cross join lateral integration_facts(@caller, i.id, i.owner_id) f
            where i.id = p.id
            offset 0) i on true
        order by i.id
        """;

    /// <summary>What the caller can read, in the order of the ids.</summary>
    public Task<Page<IntegrationView>> ListAsync(Caller caller, IntegrationFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var reach = filter.Reach switch { IntegrationReach.Any => "", IntegrationReach.Owned => "owned", IntegrationReach.Shared => "shared" };
            var read = await connection.QueryIntegrationPageAsync<IntegrationRow>(
                caller, string.IsNullOrEmpty(filter.Text) ? ListSql : SearchSql,
                new { reach, pattern = SearchPattern.Containing(filter.Text) }, page, cancel);
            return read.Select(visible => new IntegrationView(visible.Access, visible.Row));
        }, cancellationToken);
}
