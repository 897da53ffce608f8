using System.Threading.RateLimiting;

namespace Hal.Sharing.Api.Limits;

/// <summary>Counts the searches in progress per caller, so that one caller cannot keep the database busy for all others.</summary>
public sealed class SearchSlots(LimitOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _slots = PartitionedRateLimiter.Create<string, string>(
        caller => options.Enabled
            ? RateLimitPartition.GetConcurrencyLimiter(caller, _ => new() { PermitLimit = options.SearchesPerCaller, QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(caller));

    public int PerCaller => options.SearchesPerCaller;

    /// <summary>Begins a search, which lasts until the lease is disposed. If the caller has too many, the lease is not acquired.</summary>
    public RateLimitLease Begin(string caller) => _slots.AttemptAcquire(caller);

    public void Dispose() => _slots.Dispose();
}
