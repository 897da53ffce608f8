using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Feed;

/// <summary>Writes changes as commands do, in transactions that a test holds open, and reads the feed as it is stored.</summary>
internal static class FeedRecord
{
    private const string InsertSql = """
        insert into changes (at, user_id, action, subject) values (clock_timestamp(), 'admin', 'share.put', @subject) returning id
        """;

    /// <summary>Begins a transaction that has written a change.</summary>
    public static async Task<OpenChange> BeginAsync(DataStack stack, string subject)
    {
        var connection = await stack.OutsideAsync();
        var transaction = await connection.BeginTransactionAsync();
        return new(connection, transaction, await connection.ExecuteScalarAsync<long>(InsertSql, new { subject }, transaction));
    }

    /// <summary>Writes one change and returns its number.</summary>
    public static Task<long> WriteAsync(DataStack stack, string subject) => stack.ScalarAsync<long>(InsertSql, new { subject });

    /// <summary>Returns the subjects in the order of the feed.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(DataStack stack)
    {
        await using var connection = await stack.OutsideAsync();
        return [.. await connection.QueryAsync<string>(
            "select c.subject from feed f join changes c on c.id = f.change_id order by f.position")];
    }
}

/// <summary>A transaction that has written a change and not committed it yet.</summary>
internal sealed class OpenChange(NpgsqlConnection connection, NpgsqlTransaction transaction, long id) : IAsyncDisposable
{
    public long Id => id;

    public Task CommitAsync() => transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
