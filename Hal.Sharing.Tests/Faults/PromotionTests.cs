using System.Diagnostics;
using System.Runtime.Versioning;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// Two servers with several hosts in the connection string, and a primary that dies, hangs, or returns as a standby: no acknowledged write
/// is lost.
/// </summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class PromotionTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    private const int Servers = 2;

    /// <summary>The promise is 5 s. A busy machine may add what a process without a processor needs.</summary>
    private static readonly TimeSpan ServingAgain = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>As long as it takes to find out that a host does not accept a connection: no write may wait for that.</summary>
    private static readonly TimeSpan Stall = TimeLimits.Default.Open;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task PromotionBesideAFrozenPrimary_IsFollowedByWrites_WithoutStalls(bool isFirst) => PromoteAsync(isFrozen: true, isFirst);

    [Fact, Trait("Category", "Long")]
    public Task PromotionAfterTheDeathOfThePrimary_IsFollowedByWrites_WithoutStalls() => PromoteAsync(isFrozen: false, isFirst: true);

    private async Task PromoteAsync(bool isFrozen, bool isFirst)
    {
        await using var a = await FaultyPostgres.StartAsync(folders.New());
        await a.FillAsync();
        await using var b = await a.StartStandbyAsync(folders.New());
        await a.ReplicateSynchronouslyAsync();
        await using var servers = await StartAsync(isFirst ? [a, b] : [b, a]);
        await using var writes = new AcknowledgedWrites(a.ConnectionString, servers.Addresses);
        await writes.StartAsync();
        await AcknowledgedAsync(writes);

        if (isFrozen)
            a.Freeze();
        else
            await a.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        await b.PromoteAsync();
        var again = await AcknowledgedAsync(writes);
        var since = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var stall = writes.Ledger.LongestGap(since, Stopwatch.GetTimestamp());
        if (isFrozen)
        {
            // It still believes that it is the primary; its changes would be lost.
            a.Thaw();
            await a.ExecuteAsync("alter system set synchronous_standby_names = ''");
            await a.ExecuteAsync("select pg_reload_conf()");
            await AcknowledgedAsync(writes);
        }
        await writes.StopAsync();

        output.WriteLine($"{writes.Summary()}, again after {again.TotalSeconds:0.0} s, then at most {stall.TotalSeconds:0.0} s");
        again.Should().BeLessThan(ServingAgain);
        stall.Should().BeLessThan(Stall);
        (await writes.VerifyAsync(b.ConnectionString)).Should().BeEmpty();
    }

    [Fact]
    public Task DeadPrimaryThatReturnsAsStandby_IsUsedAgain_AfterItsPromotion() => FailOverAsync(2);

    [Fact, Trait("Category", "Long")]
    public async Task ManyFailovers_LoseNothing() => (await FailOverAsync(20))[10].Should().BeLessThan(Promised);

    /// <summary>Returns, in ascending order, how long after each promotion a write was acknowledged that was sent after it.</summary>
    private async Task<IReadOnlyList<TimeSpan>> FailOverAsync(int times)
    {
        await using var a = await FaultyPostgres.StartAsync(folders.New());
        await a.FillAsync();
        await using var b = await a.StartStandbyAsync(folders.New());
        await using var servers = await StartAsync([a, b]);
        await using var writes = new AcknowledgedWrites(a.ConnectionString, servers.Addresses);
        await writes.StartAsync();
        var (primary, standby, recoveries) = (a, b, new List<TimeSpan>());
        for (var round = 0; round < times; round++)
        {
            await primary.ReplicateSynchronouslyAsync();
            // With this one, the standby also has all writes before it.
            await AcknowledgedAsync(writes);
            if (round % 2 == 1)
                primary.Freeze();
            else
                await primary.KillAsync();
            await standby.PromoteAsync();
            recoveries.Add(await AcknowledgedAsync(writes));
            await primary.KillAsync();
            await primary.FollowAsync(standby);
            (primary, standby) = (standby, primary);
        }
        await writes.StopAsync();

        recoveries.Sort();
        output.WriteLine($"{writes.Summary()}, {recoveries[times / 2].TotalSeconds:0.0} s / {recoveries[^1].TotalSeconds:0.0} s");
        (await writes.VerifyAsync(primary.ConnectionString)).Should().BeEmpty();
        return recoveries;
    }

    private Task<ExternalServers> StartAsync(IEnumerable<FaultyPostgres> hosts) => ExternalServers.StartAsync(
        folders, Servers, $"Host={string.Join(',', hosts.Select(host => host.Host))};{FaultyPostgres.Login}");

    /// <summary>Returns when a write is acknowledged that is sent from now on.</summary>
    private static async Task<TimeSpan> AcknowledgedAsync(AcknowledgedWrites writes)
    {
        var recovery = await writes.Ledger.RecoveryAsync(Stopwatch.GetTimestamp(), Longest);
        recovery.Should().NotBeNull("writes are acknowledged again");
        return recovery!.Value;
    }
}
