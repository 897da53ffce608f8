using Dapper;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>A transaction beside the server's own that holds its locks until the test commits or disposes of it.</summary>
public sealed class HeldTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_connection, _transaction) = (connection, transaction);

    /// <summary>Begins a transaction and runs its first statements.</summary>
    public static async Task<HeldTransaction> BeginAsync(SharingFixture stage, string sql, object? parameters = null)
    {
        var connection = await stage.ConnectAsync();
        var held = new HeldTransaction(connection, await connection.BeginTransactionAsync());
        await held.ExecuteAsync(sql, parameters);
        return held;
    }

    public Task ExecuteAsync(string sql, object? parameters = null) => _connection.ExecuteAsync(sql, parameters, _transaction);

    public Task CommitAsync() => _transaction.CommitAsync();

    /// <summary>Returns when so many requests wait for locks, or the request is answered.</summary>
    public static async Task UntilWaitingAsync(SharingFixture stage, Task request, int count = 1)
    {
        while (!request.IsCompleted && await stage.ScalarAsync<int>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < count)
            await Task.Delay(5);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
