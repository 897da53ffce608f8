using System.Runtime.Versioning;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Processes of an external PostgreSQL end: the server serves again soon, and no acknowledged write is lost.</summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class ExternalFaultTests(ExternalFixture external, ITestOutputHelper output) : IClassFixture<ExternalFixture>
{
    private const int Few = 2;
    private const int Many = 20;
    private const int Minute = 60;

    // The promises. A busy machine needs longer now and then, so that only the median of many rounds is compared.
    private static readonly TimeSpan AfterTermination = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterCrash = TimeSpan.FromSeconds(3);

    // In addition, how long the test leaves PostgreSQL away.
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(1);

    [Fact]
    public Task TerminatedBackends_AreReplaced_AndNothingIsLost() => RepeatAsync(Few, TerminateAsync);

    [Fact]
    public Task KilledBackend_IsRecoveredFrom_AndNothingIsLost() => RepeatAsync(Few, KillBackendAsync);

    [Fact]
    public Task KilledPostmaster_IsWaitedFor_AndNothingIsLost() => RepeatAsync(Few, KillPostmasterAsync);

    [Fact, Trait("Category", "Long")]
    public Task BackendsTerminatedForAMinute_AreReplacedAtOnce() => RepeatAsync(Minute, TerminateAsync, AfterTermination);

    [Fact, Trait("Category", "Long")]
    public Task BackendKilledManyTimes_IsRecoveredFrom() => RepeatAsync(Many, KillBackendAsync, AfterCrash);

    [Fact, Trait("Category", "Long")]
    public Task PostmasterKilledManyTimes_IsWaitedFor() => RepeatAsync(Many, KillPostmasterAsync, AfterCrash + Away);

    private Task TerminateAsync() => external.Postgres.TerminateBackendsAsync();

    private Task KillBackendAsync() => external.Postgres.KillBackendAsync();

    private async Task KillPostmasterAsync()
    {
        await external.Postgres.KillAsync();
        await Task.Delay(Away);
        await external.Postgres.StartAgainAsync();
    }

    private async Task RepeatAsync(int times, Func<Task> fault, TimeSpan? promised = null)
    {
        await using var writes = external.NewWrites();
        await writes.StartAsync();

        var outages = await FaultRounds.RunAsync(writes, times, output, fault);

        (await writes.VerifyAsync()).Should().BeEmpty();
        if (promised is { } limit)
            outages[times / 2].Should().BeLessThan(limit);
    }
}
