namespace Hal.Sharing.Data.Users;

/// <summary>Begins every change and deletion of a user.</summary>
internal static class UserLock
{
    // The call waits for other writers. The select is a separate statement, because it must see the rights after the wait.
    private const string LockSql = $"""
        call lock_user(@caller, @party, @team, @acted, @id, @makesSuperuser, @forDelete, null);
        {UserQueries.GetSql}
        """;

    /// <summary>Returns null if the caller cannot see the user.</summary>
    public static async Task<(UserView View, bool IsLocked)?> LockAsync(
        NpgsqlConnection connection, Caller caller, string id, bool makesSuperuser, bool forDelete, CancellationToken cancellationToken)
    {
        var (isLocked, facts, users) = await connection.QueryLockedAsync<UserRow>(
            caller, LockSql, new { id, makesSuperuser, forDelete }, cancellationToken);
        return users is [var user] ? (UserQueries.View(caller, facts, user), isLocked) : null;
    }

    /// <summary>Runs a write that ends with <see cref="UserQueries.GetSql"/>, and returns the user after it.</summary>
    public static async Task<UserView> WriteAsync(
        NpgsqlConnection connection, Caller caller, string sql, object values, CancellationToken cancellationToken)
    {
        var (facts, users) = await connection.QueryAsync<UserRow>(caller, sql, values, cancellationToken);
        return UserQueries.View(caller, facts, users.Single());
    }
}
