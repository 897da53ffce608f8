using Dapper;
using Npgsql;

namespace Hal.Sharing.Data.Users;

/// <summary>Finds the account behind a token, and makes the user who comes for the first time.</summary>
public sealed class FirstSight(Database database, TimeProvider clock)
{
    // Ids are unique ignoring case, so there is at most one row. A user's id without a users row was deleted; so was a client's
    // without a clients row.
    private const string FindSql = """
        select a.id, a.kind, u.id is not null or c.id is not null as exists
        from account_ids a
        left join users u on u.id = a.id
        left join clients c on c.id = a.id
        where lower(a.id) = lower(@id)
        """;

    public Task<AccountState> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync((connection, token) => FindAsync(connection, null, id, token), cancellationToken);

    // "on conflict do nothing" waits for another first sight of the same id, or of its twin, that has not committed yet; of two
    // at once one makes the user and the other finds him. No row of account_ids: nothing else is written either.
    private const string CreateSql = """
        with account as (
            insert into account_ids (id, kind) values (@Id, 'user') on conflict do nothing returning id
        ), principal as (
            insert into principals (id, kind, name) select 'user:' || id, 'user', @DisplayName from account
        ), newcomer as (
            insert into users (id, first_name, last_name, email, created_at, updated_at)
            select id, @FirstName, @LastName, @Email, @Now, @Now from account
        )
        insert into changes (at, user_id, action, subject, after)
        select @Now, id, 'user.first-sight', 'user:' || id,
               jsonb_strip_nulls(jsonb_build_object('displayName', @DisplayName::text, 'firstName', @FirstName::text,
                                                    'lastName', @LastName::text, 'email', @Email::text))
        from account
        """;

    /// <summary>
    /// Makes the user with the record of it, unless the id is taken in any way. Answers <see cref="AccountState.User"/> when he is
    /// there now, whoever made him.
    /// </summary>
    public Task<AccountState> CreateAsync(Newcomer newcomer, CancellationToken cancellationToken) =>
        database.WriteAsync(async (transaction, token) =>
        {
            var made = await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                CreateSql,
                new { newcomer.Id, newcomer.DisplayName, newcomer.FirstName, newcomer.LastName, newcomer.Email, Now = Now() },
                transaction, cancellationToken: token));
            return made > 0
                ? AccountState.User
                : await FindAsync(transaction.Connection!, transaction, newcomer.Id, token);
        }, cancellationToken);

    private static async Task<AccountState> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string id, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<AccountRow>(
            new CommandDefinition(FindSql, new { id }, transaction, cancellationToken: cancellationToken));
        return row switch
        {
            null => AccountState.Free,
            _ when row.Id != id => AccountState.Twin,
            { Exists: false } => AccountState.Deleted,
            { Kind: "client" } => AccountState.Client,
            _ => AccountState.User,
        };
    }

    // PostgreSQL keeps microseconds; a time that is shown in milliseconds must not differ from the one kept.
    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private sealed record AccountRow(string Id, string Kind, bool Exists);
}
