using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>A kill at any instant of a first start leaves a folder with which the next start works at once.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FirstStartTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task KillDuringInitdb_DoesNotDisturbTheNextStart()
    {
        var folder = folders.New();

        await KillAsync(folder, async process =>
        {
            while (!IsCreating(folder))
                await Task.Delay(1);
        });

        await StartAndStopAsync(folder);
        IsCreating(folder).Should().BeFalse("what the killed attempt left is deleted");
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
            await KillAsync(folder, _ => Task.Delay(instant));
            await StartAndStopAsync(folder);
        }
    }

    private static async Task KillAsync(string folder, Func<ServerProcess, Task> instant)
    {
        await using var killed = ServerProcess.Start(folder, FreePort.Find());
        await instant(killed);
        await killed.KillAsync();
    }

    private static async Task StartAndStopAsync(string folder)
    {
        await using var server = await ServerProcess.StartReadyAsync(folder);
        using var ready = await server.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.OK);
        (await server.StopAsync()).ExitCode.Should().Be(0);
        DataFolders.Postmaster(folder).Should().BeNull();
    }

    private static bool IsCreating(string folder) => Path.Combine(folder, "postgres") is var postgres && Directory.Exists(postgres)
        && Directory.EnumerateDirectories(postgres, "cluster.new*").Any();
}
