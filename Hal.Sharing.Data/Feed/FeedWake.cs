using System.Diagnostics.CodeAnalysis;

namespace Hal.Sharing.Data.Feed;

/// <summary>
/// Ends the pause of the feed early: when a listener joins, and when another server has sealed changes (NOTIFY, on a connection of its
/// own). Only a help: if it does not come, as behind a connection pooler that has no such connections, the pause ends by itself.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its wait handle is never created, and the connection is closed at the end.")]
public sealed class FeedWake(Primary primary, TimeProvider clock)
{
    private const string ListenSql = "listen hal_sharing_feed";
    private const string BackendSql = "select pg_backend_pid()";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _signal = new(0, 1);
    private Task _listening = Task.CompletedTask;
    private long _tried;

    public void Set()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is set already.
        }
    }

    /// <summary>Returns after the pause, or earlier.</summary>
    /// <param name="pause">The longest wait.</param>
    /// <param name="listens">Whether other servers are listened to, from now on until the end.</param>
    /// <param name="stop">The end.</param>
    internal async Task WaitAsync(TimeSpan pause, bool listens, CancellationToken stop)
    {
        if (listens && _listening.IsCompleted && (_tried == 0 || clock.GetElapsedTime(_tried) >= RetryAfter))
        {
            _tried = clock.GetTimestamp();
            _listening = Task.Run(() => ListenAsync(stop), stop);
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var signal = _signal.WaitAsync(either.Token);
        await Task.WhenAny(signal, Task.Delay(pause, clock, either.Token));
        await either.CancelAsync();
        await signal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            if (primary.Current is not { } host)
                return;
            var settings = new NpgsqlConnectionStringBuilder(host.Settings.ConnectionString) { Pooling = false, KeepAlive = 30 };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(stop);
            // A pooler gives this connection another number than its backend, which it soon gives to others.
            await using (var backend = new NpgsqlCommand(BackendSql, connection))
                if (await backend.ExecuteScalarAsync(stop) is not int process || process != connection.ProcessID)
                    return;
            connection.Notification += (_, _) => Set();
            await using (var listen = new NpgsqlCommand(ListenSql, connection))
                await listen.ExecuteNonQueryAsync(stop);
            while (!stop.IsCancellationRequested)
                await connection.WaitAsync(stop);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or TimeoutException or IOException)
        {
            // The next pause tries again after a while.
        }
    }
}
