using Hal.Sharing.Data.Freshness;

namespace Hal.Sharing.Data.Integrations;

/// <summary>Reads integrations, each request with one statement.</summary>
public sealed class IntegrationQueries
{
    private readonly Database _database;
    private readonly SharedStatement<IntegrationView> _integrations;

    public IntegrationQueries(Database database, SharedStatements shared) =>
        (_database, _integrations) = (database, shared.Create(SharedGetSql, Read));

    internal const string Columns = "i.id, i.slug, i.name, i.type, i.description, i.owner_id, i.created_at, i.updated_at, i.version";

    private const string SharedGetSql = $"""
        select {SharedSql.Columns},
               {CallerStatements.IntegrationColumns},
               {Columns}, {SharedSql.End}
        {SharedSql.FromIntegrations}
        """;

    private const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {Columns}
        {CallerStatements.FromVisibleIntegration}
        """;

    /// <summary>Returns null if there is no such integration, or the caller cannot read it.</summary>
    public Task<IntegrationView?> GetAsync(Caller caller, string idOrSlug, CancellationToken cancellationToken) =>
        _integrations.ReadAsync(new(caller, idOrSlug, null), async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<IntegrationRow>(caller, GetSql, new { name = idOrSlug }, cancel);
            return read is var (access, integration) ? new IntegrationView(access, integration) : null;
        }, cancellationToken);

    private static IntegrationView? Read(NpgsqlDataReader reader, Question question, CallerFacts facts) =>
        SharedSql.ReadAccess(reader, question, facts) is { } access
            ? new(access, RowReader<IntegrationRow>.Read(reader, SharedSql.IntegrationWidth))
            : null;

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
        _database.ReadAsync(async (connection, cancel) =>
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
