namespace Hal.Sharing.Data.Embedded;

/// <summary>Inserts the demo data into an empty embedded database.</summary>
public static class DemoData
{
    private const string Resource = "demo-data.sql";

    private const string HasTableSql = "select to_regclass('users') is not null";

    // Two servers that start together must not both find an empty table; the lock keeps other writers of users out.
    private const string LockUsersSql = "lock table users in share row exclusive mode";

    private const string HasUsersSql = "select exists (select from users)";

    /// <summary>Inserts the demo data in one transaction. Returns false if there are users already, or no demo data.</summary>
    public static async Task<bool> InsertAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var sql = ReadSql();
        if (string.IsNullOrWhiteSpace(sql))
            return false;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AskAsync(connection, HasTableSql, cancellationToken))
            return false;
        await using (var locking = new NpgsqlCommand(LockUsersSql, connection))
            await locking.ExecuteNonQueryAsync(cancellationToken);
        if (await AskAsync(connection, HasUsersSql, cancellationToken))
            return false;
        await using (var inserting = new NpgsqlCommand(sql, connection))
            await inserting.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static string ReadSql()
    {
        using var reader = new StreamReader(typeof(DemoData).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd();
    }
}
