using System.Diagnostics;
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
        // For an unprivileged user every other test shows this. As root, it takes another user and a copy that this user can read.
        var copy = folders.New();
        var folder = folders.New();
        Directory.CreateDirectory(copy);
        await RunAsync("cp", "-rL", AppContext.BaseDirectory + ".", copy);
        Directory.CreateDirectory(folder);
        string[] command = ["dotnet", "exec", Path.Combine(copy, "Hal.Sharing.Api.dll"), "--environment", "Development", "migrate"];
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chmod", "-R", "a+rX", copy);
            await RunAsync("chown", "nobody", folder);
            command = ["runuser", "-u", "nobody", "--", .. command];
        }

        var first = await ServerProcess.RunCommandAsync(folder, command[0], command[1..]);
        var second = await ServerProcess.RunCommandAsync(folder, command[0], command[1..]);

        first.ExitCode.Should().Be(0, first.Error);
        second.Should().Be(new Ended(0, "The database is up to date.\n", ""));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
    }
}
