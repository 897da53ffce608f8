using System.Diagnostics;
using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Embedded;

/// <summary>Who starts the server makes no difference: PostgreSQL never runs as root.</summary>
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
    public async Task PlainUser_GetsAClusterOfHisOwn()
    {
        // As a plain user every other test proves this already; as root it takes another user and a copy that he can read.
        var copy = folders.New();
        var folder = folders.New();
        Directory.CreateDirectory(copy);
        await RunAsync("cp", "-rL", AppContext.BaseDirectory + ".", copy);
        Directory.CreateDirectory(folder);
        string[] verb = ["dotnet", "exec", Path.Combine(copy, "Hal.Sharing.Api.dll"), "--environment", "Development", "migrate"];
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chmod", "-R", "a+rX", copy);
            await RunAsync("chown", "nobody", folder);
            verb = ["runuser", "-u", "nobody", "--", .. verb];
        }

        var first = await ServerProcess.RunCommandAsync(folder, verb[0], verb[1..]);
        var second = await ServerProcess.RunCommandAsync(folder, verb[0], verb[1..]);

        first.ExitCode.Should().Be(0, first.Error);
        second.Should().Be(new Ended(0, "nothing to apply\n", ""));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
    }
}
