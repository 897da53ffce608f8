using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Limits;

/// <summary>A caller has a number of requests, and every response says how many are left. Other callers are not affected.</summary>
public sealed class RequestRateTests(SharingServer server) : IClassFixture<SharingServer>
{
    // One request per minute, so that the bucket stays empty while the test runs.
    private static readonly (string, string)[] Few = [("Limits:RequestBurst", "3"), ("Limits:RequestsPerMinute", "1")];

    [Fact]
    public async Task Response_ShowsQuotaAndRest()
    {
        using var client = server.CreateClient(Few);

        using var first = await GetAsync(client, "jdoe");
        using var second = await GetAsync(client, "jdoe");

        Header(first, "RateLimit-Policy").Should().Be("\"caller\";q=3;w=180");
        Header(first, "RateLimit").Should().Be("\"caller\";r=2;t=60");
        Header(second, "RateLimit").Should().Be("\"caller\";r=1;t=120");
    }

    [Fact]
    public async Task CallerWithoutRest_Gets429_AndOtherCallersDoNot()
    {
        using var client = server.CreateClient(Few);
        for (var sent = 0; sent < 3; sent++)
        {
            using var accepted = await GetAsync(client, "jdoe");
            accepted.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        using var refused = await GetAsync(client, "jdoe");
        using var other = await GetAsync(client, "asmith");

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(1));
        Header(refused, "RateLimit").Should().Be("\"caller\";r=0;t=180");
        var problem = await refused.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/too-many-requests");
        problem.GetProperty("detail").GetString().Should().StartWith("You can send 1 requests per minute, and 3 at once after a pause;");
        problem.GetProperty("violated-policies").EnumerateArray().Select(policy => policy.GetString()).Should().Equal("caller");
        other.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task RefusedWrite_ChangesNothing()
    {
        using var client = server.CreateClient(("Limits:RequestBurst", "1"), ("Limits:RequestsPerMinute", "1"));
        using var read = await GetAsync(client, "bwong");

        using var refused = await client.SendAsync("POST", "/api/teams", ("Authorization", $"Bearer {TestIssuer.BuiltIn.Token("bwong")}"));
        using var teams = await server.As("bwong").GetAsync("/api/teams?q=refused");

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await teams.JsonAsync()).GetProperty("total").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task PartyHasLimitOfItsOwn_ForEachUser()
    {
        using var client = server.CreateClient(("Limits:RequestBurst", "1"), ("Limits:RequestsPerMinute", "1"));
        var delegated = TestTokens.ActedFor("junior", "coach", "data:read");

        using var direct = await GetAsync(client, "junior");
        using var acted = await client.SendAsync("GET", "/api/users/me", ("Authorization", $"Bearer {delegated}"));
        using var again = await client.SendAsync("GET", "/api/users/me", ("Authorization", $"Bearer {delegated}"));

        direct.StatusCode.Should().Be(HttpStatusCode.OK);
        acted.StatusCode.Should().Be(HttpStatusCode.OK);
        again.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task EmbeddedDocument_CountsAsRequest_AndStaysLinkIfRefused()
    {
        using var client = server.CreateClient(("Limits:RequestBurst", "2"), ("Limits:RequestsPerMinute", "1"));
        (string, string)[] headers =
        [
            ("Authorization", $"Bearer {TestIssuer.BuiltIn.Token("admin")}"),
            ("Prefer", "transclude=\"inf:integration-owner;inf:integration-shares\""),
        ];

        using var response = await client.SendAsync("GET", "/api/integrations/abc-123", headers);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var document = await response.JsonAsync();
        document.GetProperty("_embedded").EnumerateObject().Should().ContainSingle();
        document.GetProperty("_links").TryGetProperty("inf:integration-shares", out _).Should().BeTrue();
    }

    [Fact]
    public async Task PublicDocuments_AndHealthChecks_HaveNoLimit()
    {
        using var client = server.CreateClient(("Limits:RequestBurst", "1"), ("Limits:RequestsPerMinute", "1"));
        foreach (var path in new[] { "/health/live", "/health/ready", "/schemas/1/share", "/rels", "/health/live" })
        {
            using var response = await client.GetAsync(path);
            response.StatusCode.Should().Be(HttpStatusCode.OK, path);
            response.Headers.Contains("RateLimit").Should().BeFalse(path);
        }
    }

    [Fact]
    public async Task WithoutLimits_NothingIsCounted()
    {
        using var client = server.CreateClient([.. Few, ("Limits:Enabled", "false")]);
        for (var sent = 0; sent < 5; sent++)
        {
            using var response = await GetAsync(client, "jdoe");
            response.StatusCode.Should().Be(HttpStatusCode.OK);
            response.Headers.Contains("RateLimit-Policy").Should().BeFalse();
        }
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string userId) =>
        client.SendAsync("GET", "/api/users/me", ("Authorization", $"Bearer {TestIssuer.BuiltIn.Token(userId)}"));

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.GetValues(name).Should().ContainSingle().Which;
}
