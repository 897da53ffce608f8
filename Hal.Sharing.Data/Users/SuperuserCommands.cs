namespace Hal.Sharing.Data.Users;

/// <summary>How it ended to make somebody a superuser from the command line.</summary>
public enum SuperuserOutcome
{
    Made,
    IsAlready,
    IsManaged,
    IsClient,
    IsDeleted,
    HasCaseConflict,
}

/// <summary>Makes superusers where there is no caller: whoever may run the server's program may do that.</summary>
public sealed class SuperuserCommands(Database database, TimeProvider clock)
{
    // The guard comes before any other lock, here as in lock_user.
    private const string GuardSql = "select lock_superusers()";

    private const string LockSql = "select id from users where id = @id for update";

    // By no caller: an authorized party with a space in its name can be no user and no client.
    private const string MakeSql = $"""
        with made as (
            update users set is_superuser = true, version = version + 1, updated_at = @now where id = @id returning id
        )
        {ChangeRecord.Into}
        select @now, id, 'command line', null, 'user.superuser', 'user:' || id,
               jsonb_build_object('isSuperuser', false), jsonb_build_object('isSuperuser', true)
        from made
        """;

    /// <summary>Makes the account, too, where the id is free. One who is a superuser already stays one, and nothing is recorded.</summary>
    public Task<SuperuserOutcome> MakeAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(async (transaction, token) =>
        {
            var (connection, now) = (transaction.Connection!, clock.Now());
            await connection.ExecuteAsync(new CommandDefinition(GuardSql, null, transaction, cancellationToken: token));
            await UserProvisioning.CreateAsync(transaction, new NewUser(id, id, null, null, null), now, token);
            await connection.ExecuteAsync(new CommandDefinition(LockSql, new { id }, transaction, cancellationToken: token));
            var outcome = Judge(await AccountQueries.FindAsync(connection, transaction, id, token));
            if (outcome == SuperuserOutcome.Made)
                await connection.ExecuteAsync(new CommandDefinition(MakeSql, new { id, now }, transaction, cancellationToken: token));
            return outcome;
        }, cancellationToken);

    private static SuperuserOutcome Judge(Account account) => account switch
    {
        { State: AccountState.Client } => SuperuserOutcome.IsClient,
        { State: AccountState.Deleted or AccountState.Free } => SuperuserOutcome.IsDeleted,
        { State: AccountState.CaseConflict } => SuperuserOutcome.HasCaseConflict,
        { ManagedBy: not null } => SuperuserOutcome.IsManaged,
        { IsSuperuser: true } => SuperuserOutcome.IsAlready,
        _ => SuperuserOutcome.Made,
    };
}
