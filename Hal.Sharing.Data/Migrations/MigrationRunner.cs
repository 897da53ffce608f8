namespace Hal.Sharing.Data.Migrations;

/// <summary>Brings a database to the version of this program: forward only, one transaction per file, each file once.</summary>
public static class MigrationRunner
{
    // Any number would do; it only has to be the same for everybody who migrates.
    private const long LockKey = 0x48414C5348415245;

    // A migration, or waiting for another runner's, takes as long as it takes, whatever the connection string limits.
    private const string NoLimitsSql = "set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0";

    private const string LockSql = "select pg_advisory_xact_lock($1)";

    private const string CreateTableSql = """
        create table if not exists schema_migrations (
            version int primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now())
        """;

    private const string AppliedSql = "select version, name, checksum from schema_migrations order by version";

    private const string RecordSql = "insert into schema_migrations (version, name, checksum) values ($1, $2, $3)";

    /// <summary>Applies what is missing of the built-in scripts, in order, and returns it.</summary>
    public static Task<IReadOnlyList<MigrationScript>> ApplyAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        ApplyAsync(dataSource, MigrationScript.BuiltIn, cancellationToken);

    /// <summary>Applies what is missing of these scripts; throws <see cref="MigrationException"/> when an applied one was edited or has vanished.</summary>
    public static async Task<IReadOnlyList<MigrationScript>> ApplyAsync(
        NpgsqlDataSource dataSource, IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        if (scripts.GroupBy(script => script.Version).FirstOrDefault(same => same.Skip(1).Any()) is { } twins)
            throw new MigrationException($"Migrations {string.Join(" and ", twins.Select(script => script.Name))} have the same number: renumber the newer one.");
        var applied = new List<MigrationScript>();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        while (await ApplyNextAsync(connection, scripts, cancellationToken) is { } next)
            applied.Add(next);
        return applied;
    }

    private static async Task<MigrationScript?> ApplyNextAsync(NpgsqlConnection connection, IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, NoLimitsSql, [], cancellationToken);
        // Two servers that start together must not apply the same file; the lock goes with the transaction, even when this process dies.
        await ExecuteAsync(connection, LockSql, [LockKey], cancellationToken);
        await ExecuteAsync(connection, CreateTableSql, [], cancellationToken);
        var applied = await AppliedAsync(connection, cancellationToken);
        Verify(applied, scripts);
        var next = scripts.Where(script => !applied.Exists(row => row.Version == script.Version)).MinBy(script => script.Version);
        if (next is not null)
        {
            try
            {
                await ExecuteAsync(connection, next.Sql, [], cancellationToken);
            }
            catch (PostgresException exception)
            {
                throw new MigrationException($"Migration {next.Name} failed and was undone: {exception.MessageText} ({exception.SqlState}).", exception);
            }
            await ExecuteAsync(connection, RecordSql, [next.Version, next.Name, next.Checksum], cancellationToken);
        }
        await transaction.CommitAsync(CancellationToken.None);
        return next;
    }

    private static void Verify(List<AppliedRow> applied, IReadOnlyList<MigrationScript> scripts)
    {
        foreach (var row in applied)
        {
            var script = scripts.FirstOrDefault(script => script.Version == row.Version)
                ?? throw new MigrationException($"Migration {row.Name} was applied to this database, but this program does not have it: run a newer version of the program, or restore the file.");
            if (script.Checksum != row.Checksum)
                throw new MigrationException($"Migration {script.Name} was edited after it had been applied: restore it, and put the change into a new file.");
        }
        if (applied.Count > 0 && scripts.FirstOrDefault(script => script.Version < applied[^1].Version && !applied.Exists(row => row.Version == script.Version)) is { } late)
            throw new MigrationException($"Migration {late.Name} comes before {applied[^1].Name}, which was applied already: give it a number after that.");
    }

    private static async Task<List<AppliedRow>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = new List<AppliedRow>();
        await using var command = new NpgsqlCommand(AppliedSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new AppliedRow(reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        return rows;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record AppliedRow(int Version, string Name, string Checksum);
}
