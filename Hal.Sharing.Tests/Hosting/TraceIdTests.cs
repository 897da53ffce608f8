using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The server chooses the trace ID of a request, unless a known proxy does.</summary>
public sealed class TraceIdTests
{
    private const string Chosen = "deadbeefdeadbeefdeadbeefdeadbeef";

    [Theory]
    [InlineData("", false)]
    [InlineData("10.0.0.7", false)]
    [InlineData("127.0.0.1", true)]
    public async Task TraceId_ComesFromKnownProxyOnly(string knownProxies, bool isTaken)
    {
        using var server = new ListeningServer { Settings = [("ForwardedHeaders:KnownProxies", knownProxies)] };
        await server.InitializeAsync();
        using var client = server.As("admin");

        using var response = await client.GetAsync("/api/integrations/never-used", ("traceparent", $"00-{Chosen}-1111111111111111-01"));
        var traceId = (await response.JsonAsync()).GetProperty("traceId").GetString();
        await server.DisposeAsync();

        (traceId == Chosen).Should().Be(isTaken);
        traceId.Should().MatchRegex("^[0-9a-f]{32}$");
    }
}
