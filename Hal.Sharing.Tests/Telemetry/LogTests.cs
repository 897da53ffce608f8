using System.Net;
using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>What arrives at a collector of the log of a server.</summary>
public sealed class LogTests(ObservedServer server) : IClassFixture<ObservedServer>
{
    [Fact]
    public async Task RefusedWrite_HasTraceIdOfItsProblem()
    {
        using var client = server.As("jdoe");

        using var response = await client.PutAsJsonAsync("/api/integrations/never-used/shares/user:bwong", new { accessLevel = 2 });
        var traceId = (await response.JsonAsync()).GetProperty("traceId").GetString();
        var record = await server.Receiver.FirstAsync(arrived => arrived.Logs.Where(line => line.TraceId == traceId));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        record.Category.Should().Be("Hal.Sharing.Requests");
        record.Body.Should().Contain(traceId);
        server.Receiver.Spans.Should().Contain(span => span.TraceId == traceId);
    }

    [Fact]
    public async Task Process_SaysItsNameAndVersion()
    {
        await server.Receiver.FirstAsync(arrived => arrived.Metrics);

        foreach (var resource in server.Receiver.Bodies.Select(OtlpMessages.Resource))
        {
            resource["service.name"].Should().Be("hal-sharing");
            resource["service.version"].Should().Be(typeof(Program).Assembly.GetName().Version!.ToString(3));
        }
    }
}
