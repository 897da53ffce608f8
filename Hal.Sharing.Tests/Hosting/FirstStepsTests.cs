using Hal.Sharing.Tests.Architecture;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The output of the server: commands that work when pasted, then its log.</summary>
public sealed class FirstStepsTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task Program_PrintsAddressAndTokenCommand()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder);
        var output = (await server.StopAsync()).Output;

        Line(output, "Console").Should().Be($"{server.Address}");
        var token = await ServerProcess.RunCommandAsync(folder, "bash", "-c", Line(output, "Token"));
        token.ExitCode.Should().Be(0, token.Error);
        token.Output.Should().MatchRegex(@"^[\w-]+\.[\w-]+\.[\w-]+\n$");
    }

    [Fact]
    public async Task DotnetRun_ServesConsole_AndPrintsTokenCommand()
    {
        var project = Path.Combine(Repository.Root, "Hal.Sharing.Api");
        string[] run = ["dotnet", "run", "--no-build", "-c", PublishedServer.Configuration, "--project", project, "--"];
        await using var server = await ServerProcess.StartReadyAsync(run, folders.New());

        using var console = await server.GetAsync("/");
        using var style = await server.GetAsync("/pages.css");
        var output = (await server.StopAsync()).Output;

        console.IsSuccessStatusCode.Should().BeTrue();
        style.IsSuccessStatusCode.Should().BeTrue();
        Line(output, "Token").Should().Be("dotnet run --project Hal.Sharing.Api -- token --user admin");
    }

    [Fact]
    public async Task Log_HasOneLinePerRequest_WithTime()
    {
        await using var server = await ServerProcess.StartReadyAsync(folders.New(), "--Logging:LogLevel:Hal.Sharing.Requests=Debug");
        using var response = await server.GetAsync("/api");

        var output = (await server.StopAsync()).Output;

        Line(output, "20").Should().MatchRegex(
            @"^\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z dbug: Hal\.Sharing\.Requests\[1\] " +
            @"- GET /api 200 [\d.]+ ms, trace [0-9a-f]{32}$");
    }

    private static string Line(string output, string label) =>
        output.Split('\n').Select(line => line.Trim())
            .Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();
}
