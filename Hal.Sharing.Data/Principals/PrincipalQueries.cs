using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Data.Principals;

/// <summary>Reads whom one may share with, each request with one statement.</summary>
public sealed class PrincipalQueries(Database database)
{
    // Ids begin with their kind, so that a kind is a range of ids. What is counted is counted in order: that leads along the ids and stops
    // early. Whether somebody is hidden is asked of each, not by a join: that could read all users.
    private const string ListSql = $"""
        with caller as materialized (
            select * from {Facts.Caller}
        ), found as not materialized (
            select p.id, p.name
            from caller c cross join principals p
            where p.id > @from and p.id < @to
              and (select u.managed_by is null or can_see_managed_user(@caller, c.is_superuser, u.id, u.managed_by)
                   from users u where u.principal_id = p.id) is not false
        )
        select {Facts.CallerColumns},
               (select count(*) from (select from found order by id limit 10001) counted) as total,
               (select b.id from (select f.id from found f where f.id <= @after and @after <> '' order by f.id desc limit 1001) b
                order by b.id desc offset @limit limit 1) as previous_after,
               p.id, p.name
        from caller c
        left join (
            select * from (select * from found where found.id > @after order by found.id limit 1001) page order by page.id limit @fetch) p on true
        order by p.id
        """;

    // A function, for it is planned for what is searched; see there.
    private const string SearchSql = $"""
        select {Facts.CallerColumns},
               p.total, p.previous_after,
               p.id, p.name
        from {Facts.Caller} c cross join lateral find_principals(@caller, c.is_superuser, @pattern, @from, @to, @after, @limit) p
        order by p.id
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
