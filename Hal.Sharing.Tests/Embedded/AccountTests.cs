using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>PostgreSQL never runs as root, whichever account starts the server.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AccountTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task Postgres_DoesNotRunAsRoot()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder);

        var status = await File.ReadAllLinesAsync($"/proc/{DataFolders.Postmaster(folder)}/status");

        status.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1].Should().NotBe("0");
    }

    [Fact]
    public async Task UnprivilegedUser_GetsTheirOwnCluster()
    {
        var folder = folders.New();
        string[] command = [.. await UnprivilegedServer.CommandLineAsync(folders, folder), "migrate"];

        var first = await ServerProcess.RunCommandAsync(folder, command[0], command[1..]);
        var second = await ServerProcess.RunCommandAsync(folder, command[0], command[1..]);

        first.ExitCode.Should().Be(0, first.Error);
        second.Should().Be(new Ended(0, "The database is up to date.\n", ""));
    }
}
