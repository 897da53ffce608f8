namespace Hal.Sharing.Data.Users;

/// <summary>How the command to make a superuser ended. No case has a payload, so the compiler can check that all are handled.</summary>
public enum SuperuserResult
{
    Unchanged,
    Updated,
    Managed,
    Client,
    Deleted,
    CaseConflict,
}

/// <summary>Makes superusers for the command line, where there is no caller.</summary>
public sealed class SuperuserCommands(Database database, TimeProvider clock)
{
    // The guard comes before any other lock, here as in lock_user.
    private const string GuardSql = "select lock_superusers()";

    private const string LockSql = "select id from users where id = @id for update";

    // There is no caller. An authorized party with a space in its name cannot be a user or a client.
    private const string MakeSql = $"""
        with made as (
            update users set is_superuser = true, version = version + 1, updated_at = @now where id = @id returning id
        )
        {ChangeRecord.Into}
        select @now, id, 'command line', null, 'user.superuser', 'user:' || id,
               jsonb_build_object('isSuperuser', false), jsonb_build_object('isSuperuser', true)
        from made
        """;

    /// <summary>Makes the user a superuser, and creates them if the ID is unused. Records nothing if they are one already.</summary>
    public Task<SuperuserResult> MakeAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(async (transaction, token) =>
        {
            var (connection, now) = (transaction.Connection!, clock.Now());
            await connection.ExecuteAsync(new CommandDefinition(GuardSql, null, transaction, cancellationToken: token));
            await UserProvisioning.CreateAsync(transaction, new NewUser(id, id, null, null, null), now, token);
            await connection.ExecuteAsync(new CommandDefinition(LockSql, new { id }, transaction, cancellationToken: token));
            var result = Decide(await AccountQueries.FindAsync(connection, transaction, id, token));
            if (result == SuperuserResult.Updated)
                await connection.ExecuteAsync(new CommandDefinition(MakeSql, new { id, now }, transaction, cancellationToken: token));
            return result;
        }, cancellationToken);

    private static SuperuserResult Decide(Account account) => account.State switch
    {
        AccountState.Client => SuperuserResult.Client,
        AccountState.Deleted or AccountState.Free => SuperuserResult.Deleted,
        AccountState.CaseConflict => SuperuserResult.CaseConflict,
        AccountState.User when account.ManagedBy is not null => SuperuserResult.Managed,
        AccountState.User => account.IsSuperuser ? SuperuserResult.Unchanged : SuperuserResult.Updated,
    };
}
