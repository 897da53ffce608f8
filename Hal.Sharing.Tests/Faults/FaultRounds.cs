using System.Diagnostics;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Causes a fault again and again under the writers of a check, and measures how long no write is acknowledged.</summary>
internal static class FaultRounds
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Returns, in ascending order, the longest time without an acknowledged write after each fault. The writers have stopped then. An
    /// outage can begin after the fault has returned, because processes that are left still answer.
    /// </summary>
    public static async Task<IReadOnlyList<TimeSpan>> RunAsync(
        AcknowledgedWrites writes, int times, ITestOutputHelper output, Func<Task> fault)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var outages = new List<TimeSpan>();
        await ServedAsync();
        for (var round = 0; round < times; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await fault();
            await ServedAsync();
            // The instant of the next fault, not a wait for the effect of this one.
            await Task.Delay(TimeSpan.FromSeconds(0.3 + (1.2 * random.NextDouble())));
            await ServedAsync();
            outages.Add(writes.Ledger.LongestGap(began, Stopwatch.GetTimestamp()));
        }
        await writes.StopAsync();

        outages.Sort();
        var (median, worst) = (outages[times / 2].TotalSeconds, outages[^1].TotalSeconds);
        output.WriteLine($"Seed {seed}: {writes.Summary()}, no acknowledged write for {median:0.0} s / {worst:0.0} s");
        return outages;

        async Task ServedAsync() => (await writes.Ledger.RecoveryAsync(Stopwatch.GetTimestamp(), Longest))
            .Should().NotBeNull("writes are acknowledged again");
    }
}
