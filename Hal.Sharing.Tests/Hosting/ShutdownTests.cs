using System.Net;
using System.Net.Sockets;
using System.Text;
using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>SIGTERM ends a server only after it has drained and its requests have ended.</summary>
public sealed class ShutdownTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private const string Body = """{"name":"Sent slowly"}""";

    [Theory]
    [InlineData("0", 15)]
    [InlineData("45", 60)]
    public async Task TimeLimit_IsLongerThanDraining(string drainSeconds, int limit)
    {
        await using var app = HostingSetup.CreateBuilder(["--environment=Development", $"--Health:DrainSeconds={drainSeconds}"]).Build();

        app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.Should().Be(TimeSpan.FromSeconds(limit));
    }

    [Fact]
    public async Task RequestInProgress_Ends_AfterListenerHasClosed()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder, "--Health:DrainSeconds=1");
        var token = (await ServerProcess.RunAsync(folder, "token", "--user", "admin")).Output.Trim();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await using var stream = client.GetStream();
        await SendAsync(
            stream,
            $"POST /api/integrations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body[..5]}");

        var stopping = server.StopAsync();
        while (await ListensAsync(server.Address.Port))
            await Task.Delay(20);
        await SendAsync(stream, Body[5..]);

        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync()).Should().StartWith("HTTP/1.1 201");
        (await stopping).ExitCode.Should().Be(0);
    }

    private static async Task SendAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
