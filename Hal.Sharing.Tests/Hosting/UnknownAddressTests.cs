using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>An unknown address gets 404, with or without a token. Below /api, 401 has precedence.</summary>
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
            (string, string)[] headers = authorization.Length > 0 ? [("Authorization", authorization)] : [];
        using var response = await client.SendAsync(method, path, headers);

            response.StatusCode.Should().Be(HttpStatusCode.NotFound);
            response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            (await response.JsonAsync()).GetProperty("type").GetString().Should().Be("/problems/not-found");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task BrowserAtUnknownAddress_GetsPage(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));

        using var response = await client.GetAsync($"{pathBase}/nowhere", ("Accept", Browser));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        response.Headers.Vary.Should().Contain("Accept");
        (await response.Content.ReadAsStringAsync()).Should().Contain($"href=\"{pathBase}/\"");
    }

    [Fact]
    public async Task UnsupportedMethod_Gets405_WithoutToken()
    {
        using var client = server.CreateClient();

        using var response = await client.SendAsync("DELETE", "/schemas/1/share");

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Contain("GET");
    }

    [Fact]
    public async Task Health_NamesAddressesOfChecks()
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/health");

        (await response.JsonAsync()).GetProperty("detail").GetString().Should().Contain("/health/live").And.Contain("/health/ready");
    }

    [Theory]
    [InlineData("/api/nowhere")]
    [InlineData("/API/nowhere")]
    [InlineData("/api/integrations/abc-123/nowhere")]
    public async Task UnknownAddressBelowApi_Gets401(string path)
    {
        using var stranger = server.CreateClient();
        using var client = server.As("admin");

        using var refused = await stranger.GetAsync(path);
        using var absent = await client.GetAsync(path);

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        absent.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
