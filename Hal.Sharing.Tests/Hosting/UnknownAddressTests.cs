using System.Net;
using Hal.Sharing.Api.Schemas;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>An address that does not exist gets 404 without a token too; below /api, 401 comes first.</summary>
public sealed class UnknownAddressTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    [Theory]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/robots.txt")]
    [InlineData("GET", "/health")]
    [InlineData("GET", "/console/")]
    [InlineData("GET", "/schemas/share/x")]
    [InlineData("POST", "/nowhere")]
    public async Task UnknownAddress_Gets404_WithAndWithoutToken(string method, string path)
    {
        using var client = server.CreateClient();
        foreach (var authorization in new[] { "", $"Bearer {TestIssuer.BuiltIn.Token("admin")}", "Bearer nonsense" })
        {
            using var answer = await client.SendAsync(method, path, [.. authorization.Length > 0 ? [("Authorization", authorization)] : Array.Empty<(string, string)>()]);

            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            (await answer.JsonAsync()).GetProperty("type").GetString().Should().Be("/problems/not-found");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task BrowserAtUnknownAddress_GetsAPage(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));

        using var answer = await client.GetAsync($"{pathBase}/nowhere", ("Accept", Browser));

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        answer.Headers.Vary.Should().Contain("Accept");
        (await answer.Content.ReadAsStringAsync()).Should().Contain($"href=\"{pathBase}/\"");
    }

    [Fact]
    public async Task MethodThatAnOpenAddressLacks_Gets405WithoutToken()
    {
        using var client = server.CreateClient();

        using var answer = await client.SendAsync("DELETE", "/schemas/share");

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Should().Contain("GET");
    }

    [Fact]
    public async Task Health_SaysWhereTheChecksAre()
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/health");

        (await answer.JsonAsync()).GetProperty("detail").GetString().Should().Contain("/health/live").And.Contain("/health/ready");
    }

    [Theory]
    [InlineData("/api/nowhere")]
    [InlineData("/API/nowhere")]
    [InlineData("/api/integrations/abc-123/nowhere")]
    public async Task UnknownAddressBelowApi_Gets401First(string path)
    {
        using var stranger = server.CreateClient();
        using var client = server.As("admin");

        using var refused = await stranger.GetAsync(path);
        using var absent = await client.GetAsync(path);

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        absent.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task Schemas_HaveAnIndex(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));

        using var answer = await client.GetAsync($"{pathBase}/schemas");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var name in SchemaFiles.Names)
            page.Should().Contain($"href=\"{pathBase}/schemas/{name}\"");
    }
}
