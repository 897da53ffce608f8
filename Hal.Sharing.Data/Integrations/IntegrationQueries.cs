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

    /// <summary>Returns null if there is no such integration, or the caller cannot read it.</summary>
    public Task<IntegrationView?> GetAsync(Caller caller, string idOrSlug, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<IntegrationRow>(caller, GetSql, new { name = idOrSlug }, cancel);
            return read is var (access, integration) ? new IntegrationView(access, integration) : null;
        }, cancellationToken);

    // Functions, for reasons that are stated there.
    private const string ListSql = $"""
        {PageStart}
        cross join lateral list_integrations(@caller, c.is_superuser, @team is not null, @reach, @after, @limit) p
        {PageEnd}
        """;

    private const string SearchSql = $"""
        {PageStart}
        cross join lateral find_integrations(@caller, c.is_superuser, @team is not null, @reach, @pattern, @after, @limit) p
        {PageEnd}
        """;

    private const string PageStart = $"""
        select {CallerStatements.CallerColumns},
               p.total, p.previous_after,
               {CallerStatements.IntegrationColumns},
               {Columns}
        from {CallerStatements.Caller} c
        """;

    private const string PageEnd = """
        left join lateral (
            select i.*, f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level
            from integrations i cross join lateral integration_facts(@caller, i.id, i.owner_id) f
            where i.id = p.id and can_read_integration(f.is_owner, f.is_tied, c.is_superuser, @team is not null)
            offset 0) i on true
        order by i.id
        """;

    /// <summary>Returns the integrations that the caller can read, in the order of their IDs.</summary>
    public Task<Page<IntegrationView>> ListAsync(
        Caller caller, IntegrationFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var reach = filter.Reach switch
            {
                IntegrationReach.Any => "",
                IntegrationReach.Owned => "owned",
                IntegrationReach.Shared => "shared",
            };
            var read = await connection.QueryIntegrationPageAsync<IntegrationRow>(
                caller, string.IsNullOrEmpty(filter.Text) ? ListSql : SearchSql,
                new { reach, pattern = SearchPattern.Containing(filter.Text) }, page, cancel);
            return read.Select(visible => new IntegrationView(visible.Access, visible.Row));
        }, cancellationToken);
}
