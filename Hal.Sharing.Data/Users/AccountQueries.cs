namespace Hal.Sharing.Data.Users;

/// <summary>Finds out what an ID means without a caller, because authentication comes first.</summary>
public sealed class AccountQueries(Database database)
{
    public Task<Account> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync((connection, token) => FindAsync(connection, null, id, token), cancellationToken);

    // IDs are unique ignoring case, so there is at most one row. An ID without a user or client was deleted.
    private const string FindSql = """
        select a.id, a.kind, u.id is not null or c.id is not null as is_there,
               coalesce(u.is_superuser, false) as is_superuser, u.managed_by
        from account_ids a
        left join users u on u.id = a.id
        left join clients c on c.id = a.id
        where lower(a.id) = lower(@id)
        """;

    internal static async Task<Account> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string id, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<AccountRow>(
            new CommandDefinition(FindSql, new { id }, transaction, cancellationToken: cancellationToken));
        return row switch
        {
            null => new(AccountState.Free),
            _ when row.Id != id => new(AccountState.CaseConflict),
            { IsThere: false } => new(AccountState.Deleted),
            { Kind: "client" } => new(AccountState.Client),
            _ => new(AccountState.User, row.IsSuperuser, row.ManagedBy),
        };
    }

    private sealed record AccountRow(string Id, string Kind, bool IsThere, bool IsSuperuser, string? ManagedBy);
}
