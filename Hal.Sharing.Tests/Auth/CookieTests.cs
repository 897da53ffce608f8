using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

public sealed class CookieTests(SharingServer server) : IClassFixture<SharingServer>
{
    // There is no such integration: an accepted request gets 404.
    private const string Target = "/api/integrations/unknown";
    private static readonly string Token = TestIssuer.BuiltIn.Token("outsider");
    private static readonly (string, string) Cookie = ("Cookie", $"token={Token}");

    public static TheoryData<string, string, string> FromElsewhere => new()
    {
        { "DELETE", "X-None", "1" },
        { "PUT", "X-None", "1" },
        { "DELETE", "Sec-Fetch-Site", "cross-site" },
        { "DELETE", "Sec-Fetch-Site", "same-site" },
        { "DELETE", "Sec-Fetch-Site", "none" },
        { "DELETE", "Origin", "null" },
        { "DELETE", "Origin", "http://localhost:1" },
        { "DELETE", "Origin", "https://localhost" },
        { "DELETE", "Origin", "http://localhost.evil.example" },
        { "DELETE", "Origin", "https://app.example.com.evil.example" },
    };

    [Theory]
    [MemberData(nameof(FromElsewhere))]
    public async Task ChangeByCookie_FromOtherSite_IsRefused(string method, string name, string value)
    {
        using var client = server.CreateClient(("Auth:AllowedOrigins:0", "https://app.example.com"));

        using var response = await client.SendAsync(method, Target, Cookie, (name, value));

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        var problem = await response.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/cookie-refused");
        problem.GetProperty("detail").GetString().Should().Contain("use the Authorization header");
    }

    public static TheoryData<string, string> RequireSameOrigin => new()
    {
        { "Sec-Fetch-Site", "same-origin" },
        { "Origin", "http://localhost" },
        { "Origin", "https://app.example.com" },
    };

    [Theory]
    [MemberData(nameof(RequireSameOrigin))]
    public async Task ChangeByCookie_FromOwnPages_IsAccepted(string name, string value)
    {
        using var client = server.CreateClient(("Auth:AllowedOrigins:0", "https://app.example.com"));

        using var response = await client.SendAsync("DELETE", Target, Cookie, (name, value));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("refreshed-token")]
    public async Task ChangeWithHeaderAndCookie_IsAccepted(string name)
    {
        using var client = server.CreateClient();

        using var response = await client.SendAsync("DELETE", Target, Cookie, (name, name == "Authorization" ? $"Bearer {Token}" : Token));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ReadByCookie_IsAccepted_FromOtherSite()
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/api/users/me", Cookie, ("Sec-Fetch-Site", "cross-site"));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task InvalidTokenInCookie_IsReportedBeforeCookieIsRefused()
    {
        using var client = server.CreateClient();

        using var response = await client.SendAsync("DELETE", Target, ("Cookie", "token=x"));

        await response.ShouldRefuseTokenAsync("malformed");
    }
}
