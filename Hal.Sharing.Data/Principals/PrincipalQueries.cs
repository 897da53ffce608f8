using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Data.Principals;

/// <summary>Reads whom one may share with, each request with one statement.</summary>
public sealed class PrincipalQueries(Database database)
{
    // Ids begin with their kind, so that a kind is a range of ids. Searching is a statement of its own, planned for what is searched. What
    // is counted is counted in order, too: for a pattern that much matches, that leads along the ids and stops early.
    private const string FoundStart = $"""
        with caller as materialized (
            select * from {Facts.Caller}
        ), found as not materialized (
            select p.id, p.name
            from caller c cross join principals p left join users u on u.principal_id = p.id
            where p.id > @from and p.id < @to
              and (u.managed_by is null or can_see_managed_user(@caller, c.is_superuser, u.id, u.managed_by))
        """;

    private const string PageEnd = $"""
        )
        select {Facts.CallerColumns},
               (select count(*) from (select from found order by id limit 10001) counted) as total,
               (select b.id from found b where b.id <= @after and @after <> '' order by b.id desc offset @limit limit 1) as previous_after,
               p.id, p.name
        from caller c
        left join (select * from found where found.id > @after order by found.id limit @fetch) p on true
        order by p.id
        """;

    private const string ListSql = $"""
        {FoundStart}
        {PageEnd}
        """;

    private const string SearchSql = $"""
        {SearchPattern.PlanForValues}
        {FoundStart}
              and p.search like lower(@pattern collate "und-x-icu")
        {PageEnd}
        """;

    /// <summary>What the caller may see, in the order of the ids.</summary>
    public Task<Page<PrincipalRow>> ListAsync(Caller caller, PrincipalFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (from, to) = filter.Kind switch
            {
                PrincipalKind.User => ("user:", "user;"),
                PrincipalKind.Team => ("team:", "team;"),
                null => ("team:", "user;"),
            };
            var read = await connection.QueryPageAsync<PageRow, PrincipalRow>(caller, string.IsNullOrEmpty(filter.Text) ? ListSql : SearchSql, new
            {
                from, to, pattern = SearchPattern.Containing(filter.Text), after = page.After, limit = page.Limit, fetch = page.Fetch,
            }, "total,id", cancel);
            return Page<PrincipalRow>.Of(read.Rows, page, row => row.Id, read.Page);
        }, cancellationToken);
}
