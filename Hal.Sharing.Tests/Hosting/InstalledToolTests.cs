using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The package that <c>dotnet pack</c> makes, installed: the server and its commands, from another folder.</summary>
public sealed class InstalledToolTests(ToolInstallation tool, DataFolders folders, PrivateDatabase database)
    : IClassFixture<ToolInstallation>, IClassFixture<DataFolders>, IClassFixture<PrivateDatabase>
{
    [Fact]
    public async Task Server_StartsWithoutSettings_AndPrintsTokenCommand()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(tool.CommandLine("hal-sharing"), folder);
        foreach (var path in new[] { "/api", "/", "/console/main.js", "/pages.css", "/openapi", "/openapi/openapi.js", "/schemas" })
        {
            using var response = await server.GetAsync(path);
            response.StatusCode.Should().Be(HttpStatusCode.OK, path);
        }

        var token = await tool.RunAsync(folder, "hal-sharing", "token", "--user", "admin");

        token.ExitCode.Should().Be(0, token.Error);
        (await MeAsync(server, token.Output.Trim())).Should().Contain("\"admin\"");
        var output = (await server.StopAsync()).Output;
        output.Should().MatchRegex(@"\n  Token +hal-sharing token --user admin\n");
        output.Should().Contain($"in {folder}\n");
    }

    [Fact]
    public async Task Migrate_AppliesMigrations_OnceByToolAndByDnx()
    {
        string[] migrate = ["migrate", $"--ConnectionStrings:Sharing={database.ConnectionString}"];

        var first = await tool.RunAsync(folders.New(), ["hal-sharing", .. migrate]);
        var second = await tool.RunAsync(folders.New(), ["dotnet", "dnx", "Hal.Sharing", "--source", tool.Source, "--yes", .. migrate]);

        first.Output.Should().Contain("applied 0001_").And.Contain("applied functions/", first.Error);
        second.Output.Should().EndWith("The database is up to date.\n", second.Error);
    }

    [Theory]
    [InlineData("--ConnectionStrings:Sharing=Host=127.0.0.1", "Production requires Auth:Authority:*")]
    [InlineData("--Auth:Authority=https://login.example.com", "Production requires ConnectionStrings:Sharing:*")]
    [InlineData("--environment=Production", "Production requires ConnectionStrings:Sharing and Auth:Authority:*")]
    public async Task Configured_IsProduction(string argument, string line)
    {
        var ended = await tool.RunAsync(folders.New(), "hal-sharing", argument);

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should().Match(line);
    }

    [Fact]
    public async Task Help_NamesCommand()
    {
        var ended = await tool.RunAsync(folders.New(), "hal-sharing", "--help");

        ended.Output.Should().Contain("hal-sharing [command] [options]");
    }

    [Fact]
    public void Package_HasProgramAndItsFilesOnly()
    {
        using var package = ZipFile.OpenRead(tool.Package);

        var names = package.Entries.Select(entry => entry.FullName).ToList();

        names.Should().Contain(["LICENSE", "THIRD-PARTY-NOTICES.md", "PACKAGE.md", "tools/net10.0/any/wwwroot/index.html"]);
        names.Where(name => name.EndsWith("index.html", StringComparison.Ordinal)).Should().HaveCount(2, "the console and /openapi");
        names.Should().NotContain(name => name.EndsWith(".pdb", StringComparison.Ordinal));
        names.Where(name => name.EndsWith(".xml", StringComparison.Ordinal))
            .Should().BeEquivalentTo("tools/net10.0/any/DotnetToolSettings.xml", "[Content_Types].xml");
        new FileInfo(tool.Package).Length.Should().BeLessThan(5_000_000);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task FirstStart_AnswersWithin5Seconds()
    {
        var clock = Stopwatch.StartNew();

        await using var server = await ServerProcess.StartReadyAsync(tool.CommandLine("hal-sharing"), folders.New());
        using var response = await server.GetAsync("/api");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    private static async Task<string> MeAsync(ServerProcess server, string token)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.GetStringAsync("/api/users/me");
    }
}
