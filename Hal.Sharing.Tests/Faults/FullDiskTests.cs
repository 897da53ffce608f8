using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>A full disk: reads go on, writes are refused, and are made again when there is space.</summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class FullDiskTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    private const int Megabytes = 100;

    // The promise. The circuit breaker tries a write every 5 s.
    private static readonly TimeSpan WritesAgain = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [SkippableFact]
    public Task FullDisk_RefusesWrites_UntilThereIsSpace() => FillAsync(20);

    [SkippableFact, Trait("Category", "Long")]
    public async Task LongFullDisk_RefusesWrites_UntilThereIsSpace() => (await FillAsync(2000)).Should().BeLessThan(WritesAgain);

    /// <summary>Returns how soon a write is acknowledged after there is space.</summary>
    private async Task<TimeSpan> FillAsync(int refusals)
    {
        var folder = folders.New();
        await using var disk = await SmallDisk.MountAsync(FaultyPostgres.DataOf(folder), Megabytes);
        Skip.If(disk is null, "A small file system cannot be mounted here: only root can, and not in every container.");
        await using var postgres = await FaultyPostgres.StartAsync(folder);
        await postgres.FillAsync();
        await using var servers = await ExternalServers.StartAsync(folders, 1, postgres.ConnectionString);
        await using var writes = new AcknowledgedWrites(postgres.ConnectionString, servers.Addresses);
        using var client = servers.As("admin");
        await writes.StartAsync();
        (await writes.Ledger.RecoveryAsync(Stopwatch.GetTimestamp(), Longest)).Should().NotBeNull();

        disk!.Fill();
        using var limit = new CancellationTokenSource(Longest * 2);
        while (Refusals() < refusals)
        {
            (await client.GetAsync("/api/integrations/abc-123/shares", limit.Token)).StatusCode.Should().Be(HttpStatusCode.OK);
            (await client.GetAsync("/api/integrations?q=a", limit.Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
        disk.Free();
        var recovery = await writes.Ledger.RecoveryAsync(Stopwatch.GetTimestamp(), Longest);
        await writes.StopAsync();

        output.WriteLine($"{writes.Summary()}, {Refusals()} refused, writes again after {recovery?.TotalSeconds:0.0} s");
        recovery.Should().NotBeNull("writes are acknowledged again");
        (await writes.VerifyAsync()).Should().BeEmpty("each refusal is 503 with Retry-After, and has changed nothing");
        return recovery!.Value;

        int Refusals() => writes.Ledger.Attempts.Count(attempt => attempt.Status == 503 && attempt.Outcome == WriteOutcome.Refused);
    }
}
