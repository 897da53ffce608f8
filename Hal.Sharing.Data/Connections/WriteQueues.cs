using System.Threading.RateLimiting;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Lets writes of one resource wait for each other in this process, where waiting costs no connection and no backend. Each caller has one
/// write in the queue of the resource, and waits with the others in a queue of their own: so the callers take turns, however many
/// requests each of them sends.
/// </summary>
public sealed class WriteQueues : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(10);

    private readonly WorkSlots _slots;
    private readonly TimeProvider _clock;
    private readonly PartitionedRateLimiter<QueueKey> _ofCallers;
    private readonly PartitionedRateLimiter<string> _ofResources;
    private int _waiting;

    public WriteQueues(WriteLimits limits, WorkSlots slots, TimeProvider clock)
    {
        (_slots, _clock) = (slots, clock);
        _ofCallers = PartitionedRateLimiter.Create<QueueKey, QueueKey>(
            key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = 1, QueueLimit = limits.Waiting }));
        _ofResources = PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetConcurrencyLimiter(
                // Each caller has one write in it.
                key, _ => new() { PermitLimit = limits.Concurrent ?? int.MaxValue, QueueLimit = int.MaxValue }));
    }

    /// <summary>The number of requests that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Runs a transaction. If its resource is busy, runs it again when it is the caller's turn. While other writes of the caller wait for
    /// it, the transaction first waits behind them: that they wait shows that the caller can read the resource.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">Too many wait already.</exception>
    internal async Task<T> RunAsync<T>(QueueKey queue, Func<Task<T>> transaction, Call call)
    {
        if (!IsUsed(queue))
        {
            try
            {
                return await transaction();
            }
            catch (BusyResourceException)
            {
                // Waits below, when the connection has been returned.
            }
        }
        using var own = await EnterAsync(_ofCallers, queue, call);
        var turn = await EnterAsync(_ofResources, queue.Resource, call);
        var began = _clock.GetTimestamp();
        try
        {
            return await RunInTurnAsync(transaction, call);
        }
        finally
        {
            _ = EndTurnAsync(turn, _clock.GetElapsedTime(began));
        }
    }

    public void Dispose()
    {
        _ofCallers.Dispose();
        _ofResources.Dispose();
    }

    private bool IsUsed(QueueKey queue) => Waiting > 0 && _ofCallers.GetStatistics(queue) is { CurrentAvailablePermits: 0 };

    private async Task<T> RunInTurnAsync<T>(Func<Task<T>> transaction, Call call)
    {
        while (true)
        {
            try
            {
                return await transaction();
            }
            catch (BusyResourceException)
            {
                // Writes that came first just now, or of another server, wait.
                await Task.Delay(Pause, _clock, call.End);
            }
        }
    }

    /// <summary>Leaves as much time to others as the write took, so that one resource keeps the database busy half of the time.</summary>
    private async Task EndTurnAsync(RateLimitLease turn, TimeSpan duration)
    {
        await Task.Delay(duration < LongestRest ? duration : LongestRest, _clock);
        turn.Dispose();
    }

    private async Task<RateLimitLease> EnterAsync<TKey>(PartitionedRateLimiter<TKey> queues, TKey key, Call call)
    {
        Interlocked.Increment(ref _waiting);
        using var parking = _slots.Park();
        try
        {
            var lease = await queues.AcquireAsync(key, 1, call.End);
            return lease.IsAcquired ? lease : throw new DatabaseUnavailableException(RetryAfter);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
