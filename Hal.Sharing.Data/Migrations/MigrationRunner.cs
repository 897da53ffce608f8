namespace Hal.Sharing.Data.Migrations;

/// <summary>Brings a database to the version of this program, forward only: migrations once, functions when their version rises.</summary>
public static class MigrationRunner
{
    // Any number, as long as it is the same for every runner.
    private const long LockKey = 0x48414C5348415245;

    private const int MostAttempts = 10;

    // A migration, or waiting for another runner's, takes as long as it takes, whatever the connection string limits.
    private const string NoLimitsSql =
        "set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0";

    private const string LockSql = "select pg_advisory_xact_lock($1)";

    // Functions call functions of other files: with this, the order of the files does not matter.
    private const string UncheckedBodiesSql = "set local check_function_bodies = off";

    /// <summary>Applies the built-in scripts that the database lacks, in order, and returns them.</summary>
    public static Task<IReadOnlyList<MigrationScript>> ApplyAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        ApplyAsync(dataSource, MigrationScript.BuiltIn, cancellationToken);

    /// <summary>Applies the scripts that the database lacks, migrations first, each in one transaction, and returns them.</summary>
    /// <exception cref="MigrationException">A script fails, or the database has scripts that do not fit these.</exception>
    public static async Task<IReadOnlyList<MigrationScript>> ApplyAsync(
        NpgsqlDataSource dataSource, IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        var (ordered, applied) = (MigrationScript.InOrder(scripts), new List<MigrationScript>());
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        while (await ApplyNextAsync(connection, ordered, cancellationToken) is { } next)
            applied.Add(next);
        return applied;
    }

    // Servers that run can hold locks that a script wants, and want its own. If PostgreSQL ends the script for that, it is applied again.
    private static async Task<MigrationScript?> ApplyNextAsync(
        NpgsqlConnection connection, IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ApplyNextOnceAsync(connection, scripts, cancellationToken);
            }
            catch (MigrationException failure) when (attempt < MostAttempts
                && failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected })
            {
            }
        }
    }

    private static async Task<MigrationScript?> ApplyNextOnceAsync(
        NpgsqlConnection connection, IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, NoLimitsSql, [], cancellationToken);
        // Servers that start together must not apply one file twice. The lock ends with the transaction, also if this process is killed.
        await ExecuteAsync(connection, LockSql, [LockKey], cancellationToken);
        if (!await HasTablesAsync(connection, cancellationToken))
            await CreateTablesAsync(connection, cancellationToken);
        var applied = await ReadAppliedAsync(connection, cancellationToken);
        applied.Verify(scripts);
        var next = applied.Next(scripts);
        if (next is not null)
            await ApplyAsync(connection, next, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return next;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellationToken)
    {
        try
        {
            if (script.IsFunctions)
                await ExecuteAsync(connection, UncheckedBodiesSql, [], cancellationToken);
            await ExecuteAsync(connection, script.Sql, [], cancellationToken);
        }
        catch (PostgresException exception)
        {
            var kind = script.IsFunctions ? "The script" : "Migration";
            throw new MigrationException(
                $"{kind} {script.Name} failed and was undone: {exception.MessageText} ({exception.SqlState}){Advice(exception)}.",
                exception);
        }
        var recordSql = script.IsFunctions ? AppliedScripts.RecordFunctionsSql : AppliedScripts.RecordMigrationSql;
        await ExecuteAsync(connection, recordSql, [script.Version, script.Name, script.Checksum], cancellationToken);
    }

    private static async Task CreateTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, AppliedScripts.CreateTablesSql, [], cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new MigrationException(
                $"The database cannot be migrated: {exception.MessageText} ({exception.SqlState}){Advice(exception)}.", exception);
        }
    }

    private static string Advice(PostgresException exception) => exception.SqlState == PostgresErrorCodes.InsufficientPrivilege
        ? ": run the command migrate with a connection string of the role that owns the tables"
        : "";

    private static async Task<bool> HasTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AppliedScripts.HasTablesSql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task<AppliedScripts> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new AppliedScripts();
        await using var command = new NpgsqlCommand(AppliedScripts.ListSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetInt32(0), reader.GetBoolean(1), reader.GetString(2), reader.GetString(3));
        return applied;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
