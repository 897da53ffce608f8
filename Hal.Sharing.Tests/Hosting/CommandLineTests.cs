using System.Net;
using System.Net.Sockets;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The arguments of the process start a server or a command, or cause a message of one line.</summary>
public sealed class CommandLineTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Theory]
    [InlineData("tokn", "Unrecognized command or argument 'tokn'*")]
    [InlineData("--urls", "Option --urls needs a value*")]
    [InlineData("--url=http://127.0.0.1:1", "Unknown option --url:*")]
    [InlineData("--Auth:Authority", "Option --Auth:Authority needs a value*")]
    [InlineData("--ForwardedHeaders:ForwardLimit=none", "ForwardedHeaders:ForwardLimit is 'none': *")]
    public async Task Fault_IsOneLine(string argument, string line)
    {
        var ended = await ServerProcess.RunAsync(folders.New(), argument);

        ended.ExitCode.Should().Be(1);
        ended.Output.Should().BeEmpty();
        ended.ErrorLines.Should().ContainSingle().Which.Should().Match(line);
    }

    [Theory]
    [InlineData("--urls=nonsense", "The server cannot listen on nonsense: *")]
    [InlineData("--urls=http://127.0.0.1:99999", "The server cannot listen on http://127.0.0.1:99999: *")]
    [InlineData("--Health:DrainSeconds=soon", "Health:DrainSeconds is 'soon': *")]
    public async Task FaultOfListener_IsOneLine_AndPostgresStops(string argument, string line)
    {
        var folder = folders.New();

        var ended = await ServerProcess.RunAsync(folder, argument);

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines[^1].Should().Match(line);
        ended.Error.Should().NotContain("   at ");
        DataFolders.Postmaster(folder).Should().BeNull();
    }

    [Fact]
    public async Task PortInUse_IsOneLine_AndPostgresStops()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var folder = folders.New();
        (await ServerProcess.RunAsync(folder, "migrate")).ExitCode.Should().Be(0);

        var ended = await ServerProcess.RunAsync(folder, "--urls", $"http://{taken.LocalEndpoint}");

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should().Match($"http://{taken.LocalEndpoint} is in use:*--urls*");
        DataFolders.Postmaster(folder).Should().BeNull();
    }

    [Fact]
    public async Task Production_RequiresDatabaseAndAuthority()
    {
        var ended = await ServerProcess.RunAsync(folders.New(), "--environment", "Production");

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should()
            .StartWith("Production requires ConnectionStrings:Sharing and Auth:Authority:");
    }

    [Fact]
    public async Task UnreachableDatabase_IsOneLine_WithoutPassword()
    {
        var ended = await ServerProcess.RunAsync(
            folders.New(), $"--ConnectionStrings:Sharing=Host=127.0.0.1;Port={FreePort.Find()};Password=hidden;Username=u");

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should().StartWith("The database (").And.NotContain("hidden");
    }

    [Fact]
    public async Task Help_ListsCommandsAndSettings()
    {
        var ended = await ServerProcess.RunAsync(folders.New(), "--help");

        ended.ExitCode.Should().Be(0);
        ended.Output.Should().Contain("migrate").And.Contain("token").And.Contain("superuser");
        ended.Output.Should().Contain("--urls").And.Contain("--Section:Name=").And.Contain("docs/operations.md");
    }
}
