using Dapper;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>Tells whether anything at all was written to a database.</summary>
public static class DatabaseDigest
{
    // Servers put changes into the feed by themselves.
    private const string TablesSql =
        "select quote_ident(relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace "
        + "and relname not in ('feed', 'feed_sealing') order by relname";

    /// <summary>One line per table: its name, the number of its rows and a hash of them.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var lines = new List<string>();
        foreach (var table in await connection.QueryAsync<string>(TablesSql))
        {
            lines.Add(await connection.ExecuteScalarAsync<string>(
                $"select '{table}: ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '-') "
                + $"from {table} t") ?? table);
        }
        return lines;
    }
}
