using System.Diagnostics;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Causes a fault again and again under the writers of a check, and measures how soon writes are possible.</summary>
internal static class FaultRounds
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Returns, in ascending order, the times from each fault to the first acknowledged write that was sent after it. The writers have
    /// stopped then.
    /// </summary>
    public static async Task<IReadOnlyList<TimeSpan>> RunAsync(
        AcknowledgedWrites writes, int times, ITestOutputHelper output, Func<Task> fault)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var recoveries = new List<TimeSpan>();
        for (var round = 0; round < times; round++)
        {
            // The instant of the fault, not a wait for its effect.
            await Task.Delay(TimeSpan.FromSeconds(0.3 + (1.2 * random.NextDouble())));
            var began = Stopwatch.GetTimestamp();
            await fault();
            var recovery = await writes.Ledger.RecoveryAsync(began, Longest);
            recovery.Should().NotBeNull("writes are acknowledged again");
            recoveries.Add(recovery!.Value);
        }
        await writes.StopAsync();

        recoveries.Sort();
        var (median, worst) = (recoveries[times / 2].TotalSeconds, recoveries[^1].TotalSeconds);
        output.WriteLine($"Seed {seed}: {writes.Summary()}, recovery {median:0.0} s / {worst:0.0} s");
        return recoveries;
    }
}
