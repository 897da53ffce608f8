using System.Diagnostics;
using Hal.Sharing.Tests.Faults;

namespace Hal.Sharing.Tests.Clusters;

/// <summary>One fault of a cluster under writers, from a settled cluster to a settled cluster.</summary>
public sealed class ClusterFault(PatroniCluster cluster)
{
    private const int Enough = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Causes a fault that makes another node the primary.</summary>
    /// <param name="cause">Gets the primary.</param>
    /// <param name="mend">Ends the fault, after writes are acknowledged again; gets the former primary.</param>
    public async Task<FaultReport> ReplacePrimaryAsync(Func<string, Task> cause, Func<string, Task> mend)
    {
        await cluster.CallAsync("settle");
        var former = await cluster.CallAsync("leader");
        return await UnderWritersAsync(async writes =>
        {
            var (began, at) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow().UtcDateTime);
            await cause(former);
            var promoted = await NextPromotionAsync(former, at) - at;
            var again = await AcknowledgedAfterAsync(writes, began + (long)(promoted.TotalSeconds * Stopwatch.Frequency));
            await EnoughAsync(writes);
            await mend(former);
            return (promoted, Stopwatch.GetElapsedTime(began, again) - promoted);
        });
    }

    /// <summary>Causes a fault that leaves the primary where it is, or lets it come back.</summary>
    public async Task<FaultReport> DisturbAsync(Func<Task> cause, Func<Task> mend)
    {
        await cluster.CallAsync("settle");
        return await UnderWritersAsync(async writes =>
        {
            var began = Stopwatch.GetTimestamp();
            await cause();
            var again = await AcknowledgedAfterAsync(writes, Stopwatch.GetTimestamp());
            await EnoughAsync(writes);
            await mend();
            return (TimeSpan.Zero, Stopwatch.GetElapsedTime(began, again));
        });
    }

    private async Task<FaultReport> UnderWritersAsync(Func<AcknowledgedWrites, Task<(TimeSpan Promoted, TimeSpan Again)>> fault)
    {
        await using var writes = new AcknowledgedWrites(cluster.ConnectionString, cluster.Servers);
        await writes.StartAsync();
        await EnoughAsync(writes);
        var (promoted, again) = await fault(writes);
        // The former primary follows again while writers write.
        await cluster.CallAsync("settle");
        await EnoughAsync(writes);
        await writes.StopAsync();
        return new(promoted, again, LongestGap(writes.Ledger), await writes.VerifyAsync(), writes.Summary());
    }

    private async Task<DateTime> NextPromotionAsync(string former, DateTime since)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Limit)
        {
            // A node gets the role before PostgreSQL has ended its recovery.
            if (await cluster.LeaderAsync() is { } leader && leader != former
                && await cluster.PromotedAtAsync(leader) is { } promoted && promoted > since)
            {
                return promoted;
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("No other node became the primary.");
    }

    private static async Task<long> AcknowledgedAfterAsync(AcknowledgedWrites writes, long since)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Limit)
        {
            if (Acknowledged(writes.Ledger).Where(ended => ended > since).Min(ended => (long?)ended) is { } first)
                return first;
            await Task.Delay(50);
        }
        throw new TimeoutException("No write was acknowledged after the fault.");
    }

    private static async Task EnoughAsync(AcknowledgedWrites writes)
    {
        var (target, began) = (Acknowledged(writes.Ledger).Count() + Enough, Stopwatch.GetTimestamp());
        while (Acknowledged(writes.Ledger).Count() < target)
        {
            if (Stopwatch.GetElapsedTime(began) > Limit)
                throw new TimeoutException($"Writes are not acknowledged: {writes.Summary()}");
            await Task.Delay(50);
        }
    }

    private static TimeSpan LongestGap(WriteLedger ledger)
    {
        var times = Acknowledged(ledger).Order().ToList();
        return times.Zip(times.Skip(1), Stopwatch.GetElapsedTime).Max();
    }

    private static IEnumerable<long> Acknowledged(WriteLedger ledger) =>
        from attempt in ledger.Attempts where attempt.Outcome == WriteOutcome.Acknowledged select attempt.Ended;
}
