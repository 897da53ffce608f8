namespace Hal.Sharing.Data.Principals;

/// <summary>Reads the principals that a caller can share with, each request with one statement.</summary>
public sealed class PrincipalQueries(Database database)
{
    // Functions, for reasons that are stated there. IDs begin with their kind, so that a kind is a range of IDs.
    private const string ListSql = $"""
        {PageStart}
        cross join lateral list_principals(@caller, c.is_superuser, @from, @to, @after, @limit) p
        order by p.id
        """;

    private const string SearchSql = $"""
        {PageStart}
        cross join lateral find_principals(@caller, c.is_superuser, @pattern, @from, @to, @after, @limit) p
        order by p.id
        """;

    private const string PageStart = $"""
        select {CallerStatements.CallerColumns},
               p.total, p.previous_after,
               p.id, p.name
        from {CallerStatements.Caller} c
        """;

    /// <summary>Returns the principals that the caller can see, in the order of their IDs.</summary>
    public Task<Page<PrincipalRow>> ListAsync(
        Caller caller, PrincipalFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (from, to) = filter.Kind switch
            {
                PrincipalKind.User => ("user:", "user;"),
                PrincipalKind.Team => ("team:", "team;"),
                null => ("team:", "user;"),
            };
            var read = await connection.QueryPageAsync<PageSummary, PrincipalRow>(
                caller, string.IsNullOrEmpty(filter.Text) ? ListSql : SearchSql,
                new { from, to, pattern = SearchPattern.Containing(filter.Text) }, page, cancel);
            return read.Page;
        }, cancellationToken);
}
