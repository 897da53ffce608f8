using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>The embedded PostgreSQL starts and stops with its server, and survives its end.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LifetimeTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task FirstStart_CreatesAClusterThatOthersCannotReach_AndPrintsItsFolder()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder);

        File.GetUnixFileMode(Path.Combine(folder, "password")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllLines(Path.Combine(DataFolders.Cluster(folder), "postmaster.pid"))[5].Should().BeOneOf("", "127.0.0.1");
        File.ReadAllText(Path.Combine(DataFolders.Cluster(folder), "pg_hba.conf"))
            .Should().Contain("scram-sha-256").And.NotContain("trust\n");

        var ended = await server.StopAsync();
        ended.ExitCode.Should().Be(0);
        ended.Output.Should().Contain($"{server.Address.GetLeftPart(UriPartial.Authority)}/api").And.Contain(folder);
        DataFolders.Postmaster(folder).Should().BeNull("SIGTERM stops PostgreSQL, too");
    }

    [Fact]
    public async Task SecondStart_UsesTheClusterOfTheFirst()
    {
        var folder = folders.New();
        await using (await ServerProcess.StartReadyAsync(folder))
        {
        }
        var password = await File.ReadAllTextAsync(Path.Combine(folder, "password"));

        var migrate = await ServerProcess.RunAsync(folder, "migrate");

        migrate.Should().Be(new Ended(0, "The database is up to date.\n", ""));
        (await File.ReadAllTextAsync(Path.Combine(folder, "password"))).Should().Be(password);
    }

    [Fact]
    public async Task KilledServer_LeavesPostgres_ForTheNextServer()
    {
        var folder = folders.New();
        await using var killed = await ServerProcess.StartReadyAsync(folder);
        await killed.KillAsync();
        var left = DataFolders.Postmaster(folder);

        await using (await ServerProcess.StartReadyAsync(folder))
            DataFolders.Postmaster(folder).Should().Be(left).And.NotBeNull();

        DataFolders.Postmaster(folder).Should().BeNull("it stops with its new server");
    }

    [Fact]
    public async Task KilledServerAndKilledPostgres_AreRecovered()
    {
        var folder = folders.New();
        await using var killed = await ServerProcess.StartReadyAsync(folder);
        var left = DataFolders.Postmaster(folder)!.Value;
        await killed.KillAsync();
        await DataFolders.KillAsync(left);

        await using var server = await ServerProcess.StartReadyAsync(folder);

        DataFolders.Postmaster(folder).Should().NotBe(left);
    }

    [Fact]
    public async Task PostmasterFileWithTheProcessIdOfAnotherProgram_IsDeleted()
    {
        var folder = folders.New();
        await using var killed = await ServerProcess.StartReadyAsync(folder);
        var left = DataFolders.Postmaster(folder)!.Value;
        await killed.KillAsync();
        await DataFolders.KillAsync(left);
        var file = Path.Combine(DataFolders.Cluster(folder), "postmaster.pid");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace($"{left}\n", $"{Environment.ProcessId}\n", StringComparison.Ordinal));

        await using var server = await ServerProcess.StartReadyAsync(folder);

        DataFolders.Postmaster(folder).Should().NotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task DeadPostmasterThatIsNotReaped_CountsAsDead()
    {
        var folder = folders.New();
        await using (var killed = await ServerProcess.StartReadyAsync(folder))
            await killed.KillAsync();
        var left = DataFolders.Postmaster(folder)!.Value;
        await DataFolders.KillAsync(left);
        using var zombie = Zombie.Make(folders.New());
        foreach (var file in (string[])[Path.Combine(DataFolders.Cluster(folder), "postmaster.pid"), .. SocketLocks(folder)])
        {
            var text = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(file, text.Replace($"{left}\n", $"{zombie.ProcessId}\n", StringComparison.Ordinal));
        }

        await using var server = await ServerProcess.StartReadyAsync(folder);

        DataFolders.Postmaster(folder).Should().NotBe(zombie.ProcessId);
    }

    private static string[] SocketLocks(string folder) => Directory.GetFiles(Path.Combine(folder, "postgres", "run"), "*.lock");

    [Fact]
    public async Task SecondServerOnOneFolder_EndsWithOneLine_AndTheFirstContinues()
    {
        var folder = folders.New();
        await using var first = await ServerProcess.StartReadyAsync(folder);

        var second = await ServerProcess.RunAsync(folder, "--urls", $"http://127.0.0.1:{FreePort.Find()}");

        second.ExitCode.Should().Be(1);
        second.ErrorLines.Should().ContainSingle().Which.Should().StartWith($"Another server is running on {folder}");
        (await first.GetAsync("/health/ready")).IsSuccessStatusCode.Should().BeTrue();
    }

    [Fact]
    public async Task TwoServersOnTwoFolders_RunAtOnce()
    {
        var servers = await Task.WhenAll(ServerProcess.StartReadyAsync(folders.New()), ServerProcess.StartReadyAsync(folders.New()));

        foreach (var server in servers)
        {
            (await server.GetAsync("/health/ready")).IsSuccessStatusCode.Should().BeTrue();
            (await server.StopAsync()).ExitCode.Should().Be(0);
        }
    }

    [Fact]
    public async Task Commands_RunBesideAServer_AndStopNothing()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder);

        var commands = await Task.WhenAll(ServerProcess.RunAsync(folder, "migrate"), ServerProcess.RunAsync(folder, "migrate"));

        commands.Should().AllBeEquivalentTo(new Ended(0, "The database is up to date.\n", ""));
        (await server.GetAsync("/health/ready")).IsSuccessStatusCode.Should().BeTrue();
    }

    [Fact]
    public async Task CommandsWithoutServer_StartPostgres_AndTheLastOneStopsIt()
    {
        var folder = folders.New();

        var commands = await Task.WhenAll(ServerProcess.RunAsync(folder, "migrate"), ServerProcess.RunAsync(folder, "migrate"));

        commands.Should().OnlyContain(command => command.ExitCode == 0);
        DataFolders.Postmaster(folder).Should().BeNull();
    }
}
