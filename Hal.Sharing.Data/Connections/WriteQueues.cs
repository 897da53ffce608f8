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

    private readonly TimeProvider _clock;
    private readonly PartitionedRateLimiter<(string Resource, string CallerId)> _ofCallers;
    private readonly PartitionedRateLimiter<string> _ofResources;
    private int _waiting;

    public WriteQueues(WriteLimits limits, TimeProvider clock)
    {
        _clock = clock;
        _ofCallers = PartitionedRateLimiter.Create<(string, string), (string, string)>(
            key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = 1, QueueLimit = limits.Waiting }));
        _ofResources = PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetConcurrencyLimiter(
                key, _ => new() { PermitLimit = limits.Concurrent ?? int.MaxValue, QueueLimit = limits.Waiting }));
    }

    /// <summary>The number of requests that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Runs a transaction. If its resource is busy, runs it again when it is the caller's turn.</summary>
    /// <exception cref="DatabaseUnavailableException">Too many wait already.</exception>
    internal async Task<T> RunAsync<T>(Func<Task<T>> transaction, Call call)
    {
        try
        {
            return await transaction();
        }
        catch (BusyResourceException busy)
        {
            using var own = await EnterAsync(_ofCallers, (busy.Resource, busy.CallerId), call);
            using var turn = await EnterAsync(_ofResources, busy.Resource, call);
            return await RunInTurnAsync(transaction, call);
        }
    }

    public void Dispose()
    {
        _ofCallers.Dispose();
        _ofResources.Dispose();
    }

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

    private async Task<RateLimitLease> EnterAsync<TKey>(PartitionedRateLimiter<TKey> queues, TKey key, Call call)
    {
        Interlocked.Increment(ref _waiting);
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
