using Dapper;
using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Data.Users;

/// <summary>Reads users, each request with one statement.</summary>
public sealed class UserQueries(Database database)
{
    private const string FactsSql = $"select {Facts.CallerColumns} from {Facts.Caller} c";

    /// <summary>Who the caller is to the database, for documents that show nothing else.</summary>
    /// <exception cref="CallerRefusedException">The facts do not bear the token.</exception>
    public Task<CallerFacts> GetFactsAsync(Caller caller, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var facts = await connection.QuerySingleAsync<CallerFacts>(
                caller.Statement(FactsSql, new { }, cancel));
            return facts.Of(caller);
        }, cancellationToken);

    private const string GetSql = $"""
        select {Facts.CallerColumns},
               u.id, p.name as display_name, u.first_name, u.last_name, u.email,
               u.is_superuser as user_is_superuser, u.managed_by as user_managed_by
        from {Facts.Caller} c
        left join (users u join principals p on p.id = u.principal_id) on u.id = @id
             and (u.managed_by is null or can_see_managed_user(@caller, c.is_superuser, u.id, u.managed_by))
        """;

    /// <summary>Null when there is no such user, or the caller may not know of him.</summary>
    public Task<UserView?> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, users) = await connection.QueryAsync<UserRow>(
                caller, GetSql, new { id }, "id", cancel);
            return users is [var user] ? new UserView(new(caller, facts, user.Id, user.UserManagedBy), user) : null;
        }, cancellationToken);
}
