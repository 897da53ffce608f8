namespace Hal.Sharing.Data.Users;

/// <summary>Makes a user of somebody who comes for the first time.</summary>
public sealed class UserProvisioning(Database database, TimeProvider clock)
{
    /// <summary>
    /// Makes the user, with the record of it, unless the id is taken in any way. Answers <see cref="AccountState.User"/> when he is
    /// there now, whoever made him.
    /// </summary>
    public Task<AccountState> CreateAsync(NewUser newcomer, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (transaction, token) => await CreateAsync(transaction, newcomer, clock.Now(), token)
                ? AccountState.User
                : (await AccountQueries.FindAsync(transaction.Connection!, transaction, newcomer.Id, token)).State,
            cancellationToken);

    // "on conflict do nothing" waits for another first sight of the same id, or of its twin, that has not committed yet; of two
    // at once one makes the user and the other finds him. No row of account_ids: nothing else is written either.
    private const string CreateSql = $"""
        with account as (
            insert into account_ids (id, kind) values (@Id, 'user') on conflict do nothing returning id
        ), principal as (
            insert into principals (id, kind, name) select 'user:' || id, 'user', @DisplayName from account
        ), newcomer as (
            insert into users (id, first_name, last_name, email, created_at, updated_at)
            select id, @FirstName, @LastName, @Email, @Now, @Now from account
        )
        {ChangeRecord.Into}
        select @Now, id, null, null, 'user.first-sight', 'user:' || id, null,
               jsonb_strip_nulls(jsonb_build_object('displayName', @DisplayName::text, 'firstName', @FirstName::text,
                                                    'lastName', @LastName::text, 'email', @Email::text))
        from account
        """;

    /// <summary>False when the id is taken in any way; nothing is written then.</summary>
    internal static async Task<bool> CreateAsync(
        NpgsqlTransaction transaction, NewUser newcomer, DateTime now, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            CreateSql,
            new { newcomer.Id, newcomer.DisplayName, newcomer.FirstName, newcomer.LastName, newcomer.Email, Now = now },
            transaction, cancellationToken: cancellationToken)) > 0;
}
