using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using Hal.Sharing.Data.Connections;
using Npgsql;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Writers that each insert one row after another, and remember which inserts were acknowledged, and when.</summary>
internal sealed class Writers : IAsyncDisposable
{
    private readonly Database _database;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _writers;
    private readonly ConcurrentQueue<long> _times = new();
    private TaskCompletionSource<long> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _id;

    public Writers(Database database, int count)
    {
        _database = database;
        _writers = [.. Enumerable.Range(0, count).Select(_ => Task.Run(WriteAsync))];
    }

    public ConcurrentQueue<long> Acknowledged { get; } = new();

    /// <summary>What no client may see.</summary>
    public ConcurrentQueue<Exception> Unexpected { get; } = new();

    public static Task<int> InsertAsync(NpgsqlTransaction transaction, long id, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "insert into written values (@id)", new { id }, transaction, cancellationToken: cancellationToken));

    /// <summary>Returns the time of the next acknowledgement.</summary>
    public Task<long> UntilAcknowledgedAsync()
    {
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _next.Task;
    }

    /// <summary>Returns the longest time without an acknowledgement within the next time.</summary>
    public async Task<TimeSpan> LongestGapAsync(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.Delay(time);
        long[] times = [began, .. _times.Where(at => at > began), Stopwatch.GetTimestamp()];
        return times.Zip(times.Skip(1), (before, after) => Stopwatch.GetElapsedTime(before, after)).Max();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_writers);
    }

    private async Task WriteAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var id = Interlocked.Increment(ref _id);
            try
            {
                await _database.WriteAsync((transaction, token) => InsertAsync(transaction, id, token), CancellationToken.None);
                Acknowledged.Enqueue(id);
                _times.Enqueue(Stopwatch.GetTimestamp());
                _next.TrySetResult(Stopwatch.GetTimestamp());
                await Task.Delay(10);
            }
            catch (Exception failure) when (failure is OutcomeUnknownException or DatabaseUnavailableException)
            {
                await Task.Delay(10);
            }
            catch (Exception failure)
            {
                Unexpected.Enqueue(failure);
                await Task.Delay(100);
            }
        }
    }
}
