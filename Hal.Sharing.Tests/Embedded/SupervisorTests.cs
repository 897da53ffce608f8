using System.Diagnostics;
using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>A server starts its PostgreSQL again when it dies, and ends if that is not possible.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SupervisorTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task DeadPostgres_IsStartedAgain_AndStopsWithTheServer()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder);
        var dead = Kill(folder);

        await RunsAgainAsync(server, folder, dead);

        (await server.StopAsync()).ErrorLines.Should().Contain(line => line.StartsWith($"PostgreSQL (process {dead}) has ended"));
        DataFolders.Postmaster(folder).Should().BeNull();
    }

    [Fact]
    public async Task PostgresOfAKilledServer_IsWatchedByTheNextServer()
    {
        var folder = folders.New();
        await using (var killed = await ServerProcess.StartReadyAsync(folder))
            await killed.KillAsync();
        await using var server = await ServerProcess.StartReadyAsync(folder);

        await RunsAgainAsync(server, folder, Kill(folder));
    }

    [Fact]
    public async Task PostgresThatCannotBeStartedAgain_EndsTheServerWithOneReason()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder);
        var control = Path.Combine(DataFolders.Cluster(folder), "global", "pg_control");
        await File.WriteAllBytesAsync(control, new byte[8192]);
        Kill(folder);

        var ended = await server.EndedAsync();

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines[^1].Should().Match(
            "The embedded PostgreSQL has ended and could not be started again in 5 attempts: The PostgreSQL cluster in * does not start:*");
    }

    private static int Kill(string folder)
    {
        var postmaster = DataFolders.Postmaster(folder)!.Value;
        using var process = Process.GetProcessById(postmaster);
        process.Kill();
        return postmaster;
    }

    private static async Task RunsAgainAsync(ServerProcess server, string folder, int dead)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (DataFolders.Postmaster(folder) is not { } postmaster || postmaster == dead)
            await Task.Delay(50, limit.Token);
        var isReady = false;
        while (!isReady)
        {
            limit.Token.ThrowIfCancellationRequested();
            using var ready = await server.GetAsync("/health/ready");
            isReady = ready.IsSuccessStatusCode;
        }
    }
}
