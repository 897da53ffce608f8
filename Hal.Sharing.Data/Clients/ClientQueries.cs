namespace Hal.Sharing.Data.Clients;

/// <summary>Reads OAuth clients for superusers, each request with one statement.</summary>
public sealed class ClientQueries(Database database)
{
    internal const string Columns =
        "k.id, k.name, k.created_at, k.updated_at, k.version, "
        + "(select count(*) from users u where u.managed_by = k.id) as managed_count, k.former_until";

    private const string ListSql = $"""
        select {CallerStatements.CallerColumns},
               (select count(*) from (select from clients limit counted_rows()) counted) as total,
               (select b.id
                from (select k.id from clients k where k.id <= @after and @after <> '' order by k.id desc limit largest_page()) b
                order by b.id desc offset @limit limit 1) as previous_after,
               {Columns}
        from {CallerStatements.Caller} c
        left join lateral (
            select * from (
                select k.id, k.name, k.created_at, k.updated_at, k.version, k.former_until
                from clients k where c.is_superuser and k.id > @after order by k.id limit largest_page()) page
            order by page.id limit @fetch) k on true
        order by k.id
        """;

    public Task<ClientList> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, _, clients) = await connection.QueryPageAsync<PageSummary, ClientRow>(caller, ListSql, null, page, cancel);
            var access = new ClientAccess(caller, facts);
            return new ClientList(access, access.CanRead ? clients : null);
        }, cancellationToken);

    internal const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {Columns}
        from {CallerStatements.Caller} c
        left join clients k on c.is_superuser and k.id = @id
        """;

    /// <summary>Returns null if there is no such client, or if the caller is not a superuser.</summary>
    public Task<ClientView?> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, clients) = await connection.QueryAsync<ClientRow>(caller, GetSql, new { id }, cancel);
            return clients is [var client] ? new ClientView(new(caller, facts), client) : null;
        }, cancellationToken);
}
