using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Problems;

/// <summary>A browser that opens an address of the API without a valid token gets a 401 with a page that leads to the sign-in.</summary>
public sealed class BrowserTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
    private static readonly string Expired = TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = TestIssuer.LongAgo);

    [Theory]
    [InlineData("")]
    [InlineData("/sharing")]
    public async Task BrowserWithoutToken_GetsAPageThatLeadsToTheConsole(string pathBase)
    {
        using var client = server.CreateClient(("PathBase", pathBase));

        using var answer = await client.GetAsync($"{pathBase}/api/integrations?q=a%26b", ("Accept", Browser));

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        answer.Headers.Vary.Should().Contain(["Accept", "Authorization", "Cookie", "refreshed-token"]);
        var page = await answer.Content.ReadAsStringAsync();
        page.Should().Contain($"href=\"{pathBase}/#/api/integrations?q=a%26b\"");
        page.Should().Contain($"href=\"{pathBase}/sign-in?return_to={Uri.EscapeDataString($"{pathBase}/#/api/integrations?q=a%26b")}\"");
    }

    [Fact]
    public async Task BrowserWithExpiredCookie_GetsTheReason()
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/api/integrations/abc-123", ("Accept", Browser), ("Cookie", $"token={Expired}"));

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer error=\"invalid_token\", error_description=\"expired\"");
    }

    [Theory]
    [InlineData("GET", "*/*")]
    [InlineData("GET", "application/hal+json, text/html;q=0.5")]
    [InlineData("GET", "application/json, */*; q=0.01")]
    [InlineData("POST", Browser)]
    public async Task OtherClients_GetAProblemDocument(string method, string accept)
    {
        using var client = server.CreateClient();

        using var answer = await client.SendAsync(method, "/api/integrations", ("Accept", accept));

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }
}
