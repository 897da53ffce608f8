using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>Restores the rows of a database: as good as a new database for each request, and far cheaper.</summary>
public sealed class ResetDatabase
{
    // Generated columns cannot be inserted. With so few rows, deleting them is much faster than truncating the tables. Servers seal changes
    // at any time, and would lock the same rows in another order: the lock of seal_changes (db/functions/feed.sql) keeps them out.
    private const string StatementsSql = """
        with tables as (
            select quote_ident(c.relname) as name, (
                select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
            from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace)
        select 'create schema kept; ' || string_agg(format('create table kept.%s as select %s from %s;', name, columns, name), ' '),
               'select pg_advisory_xact_lock(5216694956355245924); set local session_replication_role = replica; '
                   || string_agg(format('delete from %s;', name), ' ')
                   || string_agg(format('insert into %s (%s) overriding system value select * from kept.%s;', name, columns, name), ' ')
        from tables
        """;

    private readonly string _connectionString;
    private readonly string _statements;

    private ResetDatabase(string connectionString, string statements) => (_connectionString, _statements) = (connectionString, statements);

    /// <summary>Saves the current rows.</summary>
    public static async Task<ResetDatabase> KeepAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        string keep, putBack;
        await using (var command = new NpgsqlCommand(StatementsSql, connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            await reader.ReadAsync();
            (keep, putBack) = (reader.GetString(0), reader.GetString(1));
        }
        await using var keeping = new NpgsqlCommand(keep, connection);
        await keeping.ExecuteNonQueryAsync();
        return new(connectionString, putBack);
    }

    /// <summary>Restores the saved rows without firing triggers, so it does not count as a change.</summary>
    public async Task RunAsync()
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(_statements, connection, transaction);
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
