using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>A killed server and a killed embedded PostgreSQL serve again soon, and no acknowledged write is lost.</summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedFaultTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    private const int Few = 2;
    private const int Many = 20;

    // The promise. A busy machine needs longer now and then, so that only the median is compared.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(3);

    [Fact]
    public Task KilledPostmaster_IsStartedAgain_AndNothingIsLost() => RepeatAsync(Few, server => server.KillPostmasterAsync());

    [Fact]
    public Task KilledServer_LosesNothing() => RepeatAsync(Few, server => server.KillServerAsync());

    [Fact]
    public Task KilledServerAndPostmaster_LoseNothing() => RepeatAsync(Few, server => server.KillBothAsync());

    [Fact]
    public async Task PostmasterWithBusyBackend_IsStartedAtTheFirstAttempt()
    {
        var folder = folders.New();
        await using var server = await EmbeddedServer.StartAsync(folder);
        var killed = server.Postmaster;
        var connection = new NpgsqlConnection($"{server.ConnectionString()};Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        var backend = Process.GetProcessById(connection.ProcessID);
        try
        {
            // It computes without ever looking at the postmaster.
            var busy = connection.ExecuteAsync("select count(*) from (select generate_series(1, 1000000000000)) as numbers");
            await UntilAsync(server, $"select exists (select from pg_stat_activity where pid = {backend.Id} and state = 'active')");

            await server.KillPostmasterAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (DataFolders.Postmaster(folder) is not { } postmaster || postmaster == killed)
                await Task.Delay(20, limit.Token);

            await busy.Invoking(statement => statement).Should().ThrowAsync<NpgsqlException>();
            await connection.DisposeAsync();
        }
        finally
        {
            backend.Kill();
            backend.Dispose();
        }
        (await server.StopAsync()).ExitCode.Should().Be(0);
        (await File.ReadAllTextAsync(DataFolders.Log(folder))).Should().NotContain("pre-existing shared memory");
    }

    [Fact, Trait("Category", "Long")]
    public Task PostmasterKilledManyTimes_IsStartedAgain_AndNothingIsLost() =>
        RepeatAsync(Many, server => server.KillPostmasterAsync(), Promised);

    [Fact, Trait("Category", "Long")]
    public Task ServerKilledManyTimes_LosesNothing() => RepeatAsync(Many, server => server.KillServerAsync(), Promised);

    [Fact, Trait("Category", "Long")]
    public Task BothKilledManyTimes_LoseNothing() => RepeatAsync(Many, server => server.KillBothAsync(), Promised);

    private async Task RepeatAsync(int times, Func<EmbeddedServer, Task> fault, TimeSpan? promised = null)
    {
        await using var server = await EmbeddedServer.StartAsync(folders.New());
        await using var writes = new AcknowledgedWrites(server.ConnectionString(), server.Address);
        await writes.StartAsync();

        var outages = await FaultRounds.RunAsync(writes, times, output, async () =>
        {
            await fault(server);
            using var live = await server.GetAsync("/health/live");
            live.StatusCode.Should().Be(HttpStatusCode.OK, "liveness never depends on PostgreSQL");
        });

        (await writes.VerifyAsync()).Should().BeEmpty();
        if (promised is { } limit)
            outages[times / 2].Should().BeLessThan(limit);
        (await server.StopAsync()).ExitCode.Should().Be(0);
    }

    private static async Task UntilAsync(EmbeddedServer server, string condition)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionString()};Pooling=false");
        await connection.OpenAsync();
        while (!await connection.ExecuteScalarAsync<bool>(condition))
            await Task.Delay(20);
    }
}
