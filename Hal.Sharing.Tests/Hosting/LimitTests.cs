using System.Net;
using System.Net.Sockets;
using System.Text;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The limits of the process for every request, which only a real listener shows.</summary>
public sealed class LimitTests(DataFolders folders) : IClassFixture<DataFolders>
{
    [Fact]
    public async Task Listener_RefusesLargeHeaders_AndSendsNoServerHeader()
    {
        await using var server = await ServerProcess.StartReadyAsync(folders.New());

        using var live = await server.GetAsync("/health/live");
        live.Headers.Server.Should().BeEmpty();
        var large = $"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Big: {new string('x', 17_000)}\r\n\r\n";
        (await FirstLineAsync(server, large)).Should().StartWith("HTTP/1.1 431");
    }

    [Fact]
    public async Task PathBase_IsRemovedBeforeRouting()
    {
        await using var server = await ServerProcess.StartReadyAsync(folders.New(), "--PathBase", "/sharing");

        using var below = await server.GetAsync("/sharing/health/live");
        below.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task UnreadableProxy_IsOneLine()
    {
        var ended = await ServerProcess.RunAsync(folders.New(), "--ForwardedHeaders:KnownProxies=proxy.example");

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should().StartWith("ForwardedHeaders names 'proxy.example'");
    }

    [Fact]
    public async Task DrainingServer_IsLiveButNotReady()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder, "--Health:DrainSeconds=10");

        var stopping = server.StopAsync();
        var ready = HttpStatusCode.OK;
        while (ready == HttpStatusCode.OK)
        {
            using var response = await server.GetAsync("/health/ready");
            ready = response.StatusCode;
        }
        using var live = await server.GetAsync("/health/live");

        ready.Should().Be(HttpStatusCode.ServiceUnavailable);
        live.StatusCode.Should().Be(HttpStatusCode.OK);
        (await stopping).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task ServerWithoutDatabase_IsLiveButNotReady()
    {
        var folder = folders.New();
        // A visitor does not start it again.
        var options = EmbeddedPostgresOptions.FromEnvironment() with { DataFolder = folder, IsVisitor = true };
        await using var postgres = await EmbeddedPostgres.StartAsync(options, TextWriter.Null, CancellationToken.None);
        await using var server = await ServerProcess.StartReadyAsync(
            folders.New(), $"--ConnectionStrings:Sharing={postgres.ConnectionString(EmbeddedPostgres.DefaultDatabase)}",
            $"--Auth:SigningKey={TestIssuer.BuiltInPem}");
        await DataFolders.KillAsync(DataFolders.Postmaster(folder)!.Value);

        using var ready = await server.GetAsync("/health/ready");
        using var live = await server.GetAsync("/health/live");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).Should().Be("""{"status":"no database","reasons":["PostgreSQL cannot be reached."]}""");
        live.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task<string?> FirstLineAsync(ServerProcess server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync();
    }
}
