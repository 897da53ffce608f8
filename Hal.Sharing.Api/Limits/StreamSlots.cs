using System.Threading.RateLimiting;

namespace Hal.Sharing.Api.Limits;

/// <summary>Counts the open streams of events per caller, because each of them holds a connection and memory.</summary>
public sealed class StreamSlots(LimitOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _slots = PartitionedRateLimiter.Create<string, string>(
        caller => options.Enabled
            ? RateLimitPartition.GetConcurrencyLimiter(caller, _ => new() { PermitLimit = options.StreamsPerCaller, QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(caller));

    public int PerCaller => options.StreamsPerCaller;

    /// <summary>Begins a stream, which lasts until the lease is disposed. If the caller has too many, the lease is not acquired.</summary>
    public RateLimitLease Begin(string caller) => _slots.AttemptAcquire(caller);

    public void Dispose() => _slots.Dispose();
}
