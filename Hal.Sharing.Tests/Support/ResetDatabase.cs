using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>Keeps what a database says, and puts it back: as good as a database of one's own for each request, and far cheaper.</summary>
public sealed class ResetDatabase
{
    // Columns that are generated from others cannot be inserted.
    private const string StatementsSql = """
        with tables as (
            select quote_ident(c.relname) as name, (
                select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
            from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace)
        select 'create schema kept; ' || string_agg(format('create table kept.%s as select %s from %s;', name, columns, name), ' '),
               'set local session_replication_role = replica; truncate ' || string_agg(name, ', ') || '; '
                   || string_agg(format('insert into %s (%s) overriding system value select * from kept.%s;', name, columns, name), ' ')
        from tables
        """;

    private readonly string _connectionString;
    private readonly string _statements;

    private ResetDatabase(string connectionString, string statements) => (_connectionString, _statements) = (connectionString, statements);

    /// <summary>Keeps the present state.</summary>
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

    /// <summary>Puts it back, without a trigger that would count it as a change.</summary>
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
