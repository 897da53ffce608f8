using System.Threading.RateLimiting;

namespace Hal.Sharing.Api.Limits;

/// <summary>Counts the requests of each caller: a request takes a token from a bucket, which fills up at a constant rate.</summary>
public sealed class RequestRate(LimitOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string>? _buckets = options.Enabled
        ? TokenBuckets.Create<string>(options.RequestBurst, options.RequestsPerMinute)
        : null;

    private readonly RateLimitFields _fields = new(options.RequestBurst, options.RequestsPerMinute);

    /// <summary>
    /// Takes a token for this caller, and adds the header fields that show what is left. Returns the problem if there is none.
    /// </summary>
    public ProblemResult? Take(string caller, HttpResponse response)
    {
        if (_buckets is null)
            return null;
        using var lease = _buckets.AttemptAcquire(caller);
        var remaining = lease.IsAcquired ? _buckets.GetStatistics(caller)?.CurrentAvailablePermits ?? 0 : 0;
        _fields.AddTo(response, remaining);
        return lease.IsAcquired ? null : Refusal();
    }

    public void Dispose() => _buckets?.Dispose();

    private ProblemResult Refusal() => ProblemResult.TooManyRequests(
        TokenBuckets.TimeOfOne(options.RequestsPerMinute),
        $"You can send {options.RequestsPerMinute} requests per minute, and {options.RequestBurst} at once after a pause; "
            + "wait as long as Retry-After says, then send fewer at a time.")
        .With("violated-policies", RateLimitFields.Policies) with { Reason = "caller-rate" };
}
