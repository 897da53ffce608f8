using System.Net;
using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>A killed server and a killed embedded PostgreSQL serve again soon, and no acknowledged write is lost.</summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedFaultTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    private const int Few = 3;
    private const int Many = 20;

    // The promise. A busy machine needs longer now and then, so that only the median is compared.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(3);

    [Fact]
    public Task KilledPostmaster_IsStartedAgain_AndNothingIsLost() => RepeatAsync(Few, server => server.KillPostmasterAsync());

    [Fact]
    public Task KilledServer_LosesNothing() => RepeatAsync(Few, server => server.KillServerAsync());

    [Fact]
    public Task KilledServerAndPostmaster_LoseNothing() => RepeatAsync(Few, server => server.KillBothAsync());

    [Fact, Trait("Category", "Long")]
    public Task PostmasterKilledManyTimes_IsStartedAgain_AndNothingIsLost() =>
        RepeatAsync(Many, server => server.KillPostmasterAsync(), Promised);

    [Fact, Trait("Category", "Long")]
    public Task ServerKilledManyTimes_LosesNothing() => RepeatAsync(Many, server => server.KillServerAsync());

    [Fact, Trait("Category", "Long")]
    public Task BothKilledManyTimes_LoseNothing() => RepeatAsync(Many, server => server.KillBothAsync());

    private async Task RepeatAsync(int times, Func<EmbeddedServer, Task> fault, TimeSpan? promised = null)
    {
        await using var server = await EmbeddedServer.StartAsync(folders.New());
        await using var writes = new AcknowledgedWrites(server.ConnectionString(), server.Address);
        await writes.StartAsync();

        var recoveries = await FaultRounds.RunAsync(writes, times, output, async () =>
        {
            await fault(server);
            using var live = await server.GetAsync("/health/live");
            live.StatusCode.Should().Be(HttpStatusCode.OK, "liveness never depends on PostgreSQL");
        });

        (await writes.VerifyAsync()).Should().BeEmpty();
        if (promised is { } limit)
            recoveries[times / 2].Should().BeLessThan(limit);
        (await server.StopAsync()).ExitCode.Should().Be(0);
    }
}
