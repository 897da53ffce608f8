using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>A kill at any instant of a first start leaves a folder with which the next start works at once.</summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class FirstStartTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task InitdbOfAKilledServer_DoesNotDisturbTheNextStart()
    {
        var folder = folders.New();
        var initdb = new EndlessInitdb(folders.New());
        await using (var killed = ServerProcess.Start(folder, FreePort.Find(), initdb.Programs, ["--environment", "Development"]))
        {
            await initdb.BeganAsync();
            await killed.KillAsync();
        }

        await StartAndStopAsync(folder);

        await initdb.EndAsync();
        await StartAndStopAsync(folder);
        Directory.EnumerateDirectories(Path.Combine(folder, "postgres"), "cluster.new*")
            .Should().BeEmpty("the next start deletes the rest");
    }

    [Fact]
    public Task KillAtAnyInstant_DoesNotDisturbTheNextStart() => KillAtRandomAsync(2);

    [Fact, Trait("Category", "Long")]
    public Task ManyKillsAtAnyInstant_DoNotDisturbTheNextStart() => KillAtRandomAsync(48);

    private async Task KillAtRandomAsync(int times)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var began = Stopwatch.GetTimestamp();
        await StartAndStopAsync(folders.New());
        var start = Stopwatch.GetElapsedTime(began);
        for (var round = 0; round < times; round++)
        {
            var folder = folders.New();
            var instant = start * random.NextDouble();
            output.WriteLine($"Seed {seed}: kill after {instant.TotalMilliseconds:0} ms of {start.TotalMilliseconds:0}");
            await using (var killed = ServerProcess.Start(folder, FreePort.Find()))
            {
                await Task.Delay(instant);
                await killed.KillAsync();
            }
            await StartAndStopAsync(folder);
        }
    }

    private static async Task StartAndStopAsync(string folder)
    {
        await using var server = await ServerProcess.StartReadyAsync(folder);
        using var ready = await server.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.OK);
        (await server.StopAsync()).ExitCode.Should().Be(0);
        DataFolders.Postmaster(folder).Should().BeNull();
    }
}
