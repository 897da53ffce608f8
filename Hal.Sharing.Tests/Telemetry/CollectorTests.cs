using System.Net;
using System.Net.Sockets;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>A collector that fails costs one line in the log, and no request.</summary>
public sealed class CollectorTests(DataFolders folders, DemoDatabase database) : IClassFixture<DataFolders>, IClassFixture<DemoDatabase>
{
    private const string Line = "Telemetry is lost";
    private const int Exports = 10;
    private static readonly string[] Often = ["OTEL_BSP_SCHEDULE_DELAY=50", "OTEL_TRACES_SAMPLER=always_on"];

    [Fact]
    public async Task RefusedExports_AreOneLine()
    {
        await using var receiver = await OtlpReceiver.StartAsync(StatusCodes.Status503ServiceUnavailable);

        var ended = await ServeAsync(receiver.Settings, () => receiver.Bodies.Count >= Exports);

        Lines(ended).Should().ContainSingle().Which.Should().Contain("http://127.0.0.1:");
        ended.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task AbsentCollector_IsOneLine()
    {
        var requests = 0;

        var ended = await ServeAsync(
            [$"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:{FreePort.Find()}", .. Often],
            () => ++requests > 100);

        Lines(ended).Should().ContainSingle();
        ended.ExitCode.Should().Be(0);
    }

    /// <summary>It accepts connections and answers nothing.</summary>
    [Fact]
    public async Task SilentCollector_DelaysNoRequest()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;

        var ended = await ServeAsync(
            [$"OTEL_EXPORTER_OTLP_ENDPOINT=http://{listener.LocalEndpoint}", .. Often],
            () => ++requests > 200);

        ended.ExitCode.Should().Be(0);
    }

    /// <summary>Sends requests until enough is done, each of which must succeed, and stops the server.</summary>
    private async Task<Ended> ServeAsync(string[] settings, Func<bool> isEnough)
    {
        await using var server = await ObservedServer.StartAsync(folders, database, settings);
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(20) };
        client.WithBearer(TestIssuer.BuiltIn.Token("admin"));
        while (!isEnough())
        {
            using var response = await client.GetAsync("/api/integrations/abc-123/shares");
            response.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        return await server.StopAsync();
    }

    private static List<string> Lines(Ended ended) =>
        [.. ended.Output.Split('\n').Concat(ended.ErrorLines).Where(line => line.Contains(Line, StringComparison.Ordinal))];
}
