using System.Globalization;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Clusters;

/// <summary>
/// Faults of a real cluster. No acknowledged write is lost, and writes are acknowledged again within two seconds of the promotion: in the
/// median, because all nodes, servers and writers share one machine. CLUSTER_ROUNDS is how often each fault is repeated.
/// </summary>
[Collection(nameof(PatroniCluster))]
public sealed class PatroniTests(PatroniCluster cluster, ITestOutputHelper output)
{
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("CLUSTER_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(2);

    private readonly ClusterFault _fault = new(cluster);

    /// <summary>The short one: whatever else the machine does, nothing is lost. How long it takes is for the others.</summary>
    [SkippableFact]
    public async Task Switchover_LosesNothing()
    {
        Skip.If(PatroniCluster.Missing is not null, PatroniCluster.Missing);

        var report = await SwitchOverAsync();

        output.WriteLine($"{report}");
        report.Lost.Should().BeEmpty();
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public Task Switchovers_ServeWithinTwoSeconds() => RepeatAsync(SwitchOverAsync, report => report.Again, Allowance);

    [SkippableFact]
    [Trait("Category", "Long")]
    public Task KilledPrimaries_AreReplaced_WithinTwoSecondsOfPromotion() => RepeatAsync(
        () => _fault.ReplacePrimaryAsync(_ => cluster.CallAsync("kill-leader"), former => cluster.CallAsync("revive", former)),
        report => report.Again, Allowance);

    /// <summary>Patroni's own time is the time in which etcd has a new leader. The primary need not change.</summary>
    [SkippableFact]
    [Trait("Category", "Long")]
    public Task LossOfLeaderOfEtcd_LosesNothing()
    {
        var member = "";
        return RepeatAsync(
            () => _fault.DisturbAsync(
                async () => member = await cluster.CallAsync("kill-etcd-leader"), () => cluster.CallAsync("revive", member)),
            report => report.Gap, TimeSpan.FromSeconds(10));
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public Task PrimaryThatIsCutOff_AcknowledgesNothing_AndIsReplaced()
    {
        Skip.IfNot(PatroniCluster.Missing is not null || cluster.CanCut, "Nodes have no networks here: that takes root and ip netns add.");
        return RepeatAsync(CutPrimaryOffAsync, report => report.Again, Allowance);
    }

    private Task<FaultReport> SwitchOverAsync() =>
        _fault.ReplacePrimaryAsync(_ => cluster.CallAsync("switchover"), _ => Task.CompletedTask);

    private async Task<FaultReport> CutPrimaryOffAsync()
    {
        var client = new ClientBesideNode(cluster);
        await cluster.CallAsync("settle");
        await client.PrepareAsync(await cluster.CallAsync("leader"));
        var report = await _fault.ReplacePrimaryAsync(
            async former =>
            {
                await cluster.CallAsync("cut", former);
                client.Start(former);
            },
            async former =>
            {
                await client.StopAsync();
                await cluster.CallAsync("heal", former);
            });
        output.WriteLine($"Beside the cut: {client.Sent} writes sent to a primary that still ran, {client.Acknowledged} acknowledged");

        client.Sent.Should().BePositive("PostgreSQL still ran, and could be reached from beside it");
        client.Acknowledged.Should().Be(0);
        (await client.CountAsync()).Should().OnlyContain(rows => rows == 0, "no node has them after the old primary has followed again");
        return report;
    }

    private async Task RepeatAsync(Func<Task<FaultReport>> fault, Func<FaultReport, TimeSpan> time, TimeSpan most)
    {
        Skip.If(PatroniCluster.Missing is not null, PatroniCluster.Missing);
        var times = new List<TimeSpan>();
        while (times.Count < Rounds)
        {
            var report = await fault();
            output.WriteLine($"{report}");
            report.Lost.Should().BeEmpty();
            times.Add(time(report));
        }
        times.Order().ElementAt(Rounds / 2).Should().BeLessThan(most);
    }
}
