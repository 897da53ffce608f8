namespace Hal.Sharing.Data.Users;

/// <summary>Creates an unknown user at the first sign-in (just-in-time provisioning).</summary>
public sealed class UserProvisioning(Database database, TimeProvider clock)
{
    /// <summary>
    /// Creates and records the user unless the ID is taken. Returns <see cref="AccountState.User"/> if the user exists now, whether this
    /// or another request created them.
    /// </summary>
    public Task<AccountState> CreateAsync(NewUser newUser, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (transaction, token) => await CreateAsync(transaction, newUser, clock.Now(), token)
                ? AccountState.User
                : (await AccountQueries.FindAsync(transaction.Connection!, transaction, newUser.Id, token)).State,
            cancellationToken);

    // "on conflict do nothing" waits for another creation of the same ID (ignoring case) that has not committed yet: of two concurrent
    // requests, one creates the user and the other finds them. Without a row of account_ids, nothing else is written.
    private const string CreateSql = $"""
        with account as (
            insert into account_ids (id, kind) values (@Id, 'user') on conflict do nothing returning id
        ), principal as (
            insert into principals (id, kind, name) select 'user:' || id, 'user', @DisplayName from account
        ), created as (
            insert into users (id, first_name, last_name, email, created_at, updated_at)
            select id, @FirstName, @LastName, @Email, @Now, @Now from account
        )
        {ChangeRecord.Into}
        select @Now, id, null, null, 'user.first-sight', 'user:' || id, null,
               jsonb_strip_nulls(jsonb_build_object('displayName', @DisplayName::text, 'firstName', @FirstName::text,
                                                    'lastName', @LastName::text, 'email', @Email::text))
        from account
        """;

    /// <summary>Returns false, and writes nothing, if the ID is taken.</summary>
    internal static async Task<bool> CreateAsync(
        NpgsqlTransaction transaction, NewUser newUser, DateTime now, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            CreateSql,
            new { newUser.Id, newUser.DisplayName, newUser.FirstName, newUser.LastName, newUser.Email, Now = now },
            transaction, cancellationToken: cancellationToken)) > 0;
}
