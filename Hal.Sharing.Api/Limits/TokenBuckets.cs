using System.Threading.RateLimiting;

namespace Hal.Sharing.Api.Limits;

/// <summary>Creates token buckets, one for each key. A bucket that is full is forgotten after a while.</summary>
internal static class TokenBuckets
{
    public static PartitionedRateLimiter<TKey> Create<TKey>(int size, int perMinute)
        where TKey : notnull => PartitionedRateLimiter.Create<TKey, TKey>(
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
            {
                TokenLimit = size,
                TokensPerPeriod = perMinute,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            }));

    /// <summary>Returns how long an empty bucket takes to get its next token.</summary>
    public static TimeSpan TimeOfOne(int perMinute) => TimeSpan.FromMinutes(1) / perMinute;
}
