using System.Net;
using System.Threading.RateLimiting;

namespace Hal.Sharing.Api.Limits;

/// <summary>
/// Counts the refused credentials of each address. A valid token or secret always passes, so that one user behind a shared address cannot
/// keep out the others.
/// </summary>
public sealed class FailureRate(LimitOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress>? _buckets = options.Enabled
        ? TokenBuckets.Create<IPAddress>(options.FailedAuthenticationsPerMinute, options.FailedAuthenticationsPerMinute)
        : null;

    /// <summary>Counts a failure. Returns the problem if there were too many, otherwise null.</summary>
    /// <param name="address">The address of the client, behind known proxies; null if it has none.</param>
    public ProblemResult? Count(IPAddress? address)
    {
        using var lease = _buckets?.AttemptAcquire(ClientNetwork.Of(address));
        return lease is null or { IsAcquired: true } ? null : ProblemResult.TooManyRequests(
            TokenBuckets.TimeOfOne(options.FailedAuthenticationsPerMinute),
            $"More than {options.FailedAuthenticationsPerMinute} tokens and secrets per minute from your address were refused; get a valid "
                + "token, or wait as long as Retry-After says.") with { Reason = "address-failures" };
    }

    public void Dispose() => _buckets?.Dispose();
}
