using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Searches;

/// <summary>Counts the searches in progress per caller, so that one caller cannot keep the database busy for all others.</summary>
public sealed class SearchLimiter(IOptions<SearchOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        callerId => RateLimitPartition.GetConcurrencyLimiter(
            callerId, _ => new() { PermitLimit = options.Value.MaxPerCaller, QueueLimit = 0 }));

    public int MaxPerCaller => options.Value.MaxPerCaller;

    /// <summary>Begins a search, which lasts until the lease is disposed. If the caller has too many, the lease is not acquired.</summary>
    public RateLimitLease Begin(string callerId) => _limiter.AttemptAcquire(callerId);

    public void Dispose() => _limiter.Dispose();
}
