using System.Net.Http.Json;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>What arrives at a collector of the requests of a server.</summary>
public sealed class TraceTests(ObservedServer server) : IClassFixture<ObservedServer>
{
    private const string Requests = "Microsoft.AspNetCore";
    private const string Statements = "Npgsql";
    private const string Share = "/api/integrations/abc-123/shares/user:jdoe";

    [Fact]
    public async Task Write_IsParentOfItsStatements()
    {
        using var client = server.As("admin");

        using var response = await client.PutAsJsonAsync(Share, new { accessLevel = 2 });
        var commit = await server.Receiver.FirstAsync(arrived => arrived.Spans.Where(span => span.Name == "commit"));
        var request = await server.Receiver.FirstAsync(arrived => arrived.Spans.Where(span => span.SpanId == commit.ParentId));

        response.IsSuccessStatusCode.Should().BeTrue();
        request.Should().Match<SpanLine>(span => span.Source == Requests && span.TraceId == commit.TraceId && span.ParentId == "");
        request.Tag("http.route").Should().EndWith("/shares/{principalId}");
        request.Tag("http.response.status_code").Should().Be("200");
        var children = server.Receiver.Spans.Where(span => span.ParentId == request.SpanId).ToList();
        children.Should().HaveCountGreaterThan(1).And.OnlyContain(span => span.Source == Statements && span.Tag("db.system.name") != "");
    }

    [Fact]
    public async Task SharedStatement_HasNoSpan_ButTagsTheRequest()
    {
        using var client = server.As("jdoe");

        using var response = await client.GetAsync("/api/integrations/abc-123");
        var request = await server.Receiver.FirstAsync(arrived => arrived.Spans.Where(
            span => span.Tag("url.path") == "/api/integrations/abc-123"));

        int.Parse(request.Tag("hal_sharing.shared.questions")).Should().BeGreaterThan(0);
        request.Tag("hal_sharing.shared.wait_ms").Should().NotBeEmpty();
        server.Receiver.Spans.Should().NotContain(span => span.ParentId == "" && span.Source != Requests);
    }

    [Fact]
    public async Task HealthCheck_HasNoSpan()
    {
        using var client = server.As("jdoe");

        (await client.GetAsync("/health/ready")).Dispose();
        (await client.GetAsync("/api/me")).Dispose();
        await server.Receiver.FirstAsync(arrived => arrived.Spans.Where(span => span.Tag("url.path") == "/api/me"));

        server.Receiver.Spans.Should().NotContain(span => span.Tag("url.path").StartsWith("/health"));
    }

    [Fact]
    public async Task Spans_HaveNoEvents()
    {
        using var client = server.As("jdoe");

        (await client.GetAsync("/api")).Dispose();
        await server.Receiver.FirstAsync(arrived => arrived.Spans);

        server.Receiver.Spans.Should().OnlyContain(span => !span.HasEvents);
    }
}
