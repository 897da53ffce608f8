using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The option <c>--demo</c>: the same bytes at each start.</summary>
public sealed class DemoTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private const string Integration = "/api/integrations/abc-123";

    [Fact]
    public async Task KilledServer_StartsAgainWithTheSameBytes()
    {
        var folder = folders.New();
        string first;
        await using (var server = await StartAsync(folder))
        {
            first = await ReadAsync(server, folder, Integration);
            await RenameAsync(server, folder);
            (await ReadAsync(server, folder, Integration)).Should().NotBe(first);
            await server.KillAsync();
        }

        await using var again = await StartAsync(folder);

        (await ReadAsync(again, folder, Integration)).Should().Be(first);
    }

    [Fact]
    public async Task Demo_LeavesTheOrdinaryDatabaseAlone()
    {
        var folder = folders.New();
        await using (var server = await ServerProcess.StartReadyAsync(folder))
            await RenameAsync(server, folder, []);
        await using (var demo = await StartAsync(folder))
            (await ReadAsync(demo, folder, Integration)).Should().Contain("\"Salesforce\"");

        await using var ordinary = await ServerProcess.StartReadyAsync(folder);
        (await ReadAsync(ordinary, folder, Integration, [])).Should().Contain("\"Renamed\"");
    }

    [Fact]
    public async Task OwnDatabaseAndDemo_CannotBeBoth()
    {
        var ended = await ServerProcess.RunAsync(folders.New(), "--demo", "--ConnectionStrings:Sharing=Host=127.0.0.1");

        ended.ExitCode.Should().Be(1);
        ended.Error.Trim().Should().Be("--demo has its own database: leave it out, or leave out ConnectionStrings:Sharing.");
    }

    private static Task<ServerProcess> StartAsync(string folder) =>
        ServerProcess.StartReadyAsync(["dotnet", "exec", ServerProcess.Assembly], folder, "--demo");

    private static async Task RenameAsync(ServerProcess server, string folder, string[]? options = null)
    {
        using var client = await ClientAsync(server, folder, options);
        using var response = await client.PutAsync(Integration, """{"name": "Renamed", "type": "salesforce"}""");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    /// <summary>Returns the entity tag and the body.</summary>
    private static async Task<string> ReadAsync(ServerProcess server, string folder, string path, string[]? options = null)
    {
        using var client = await ClientAsync(server, folder, options);
        using var response = await client.GetAsync(path);
        return $"{response.Headers.ETag} {await response.Content.ReadAsStringAsync()}";
    }

    private static async Task<HttpClient> ClientAsync(ServerProcess server, string folder, string[]? options)
    {
        var token = await ServerProcess.RunAsync(folder, ["token", "--user", "admin", .. options ?? ["--demo"]]);
        token.ExitCode.Should().Be(0, token.Error);
        return new HttpClient { BaseAddress = server.Address }.WithBearer(token.Output.Trim());
    }
}
