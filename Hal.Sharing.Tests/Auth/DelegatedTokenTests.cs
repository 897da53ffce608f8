using System.Net;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

public sealed class DelegatedTokenTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Both = "data:read data:write";

    [Fact]
    public async Task PartyWithoutAct_IsAccepted_ForManagedUser() =>
        await ShouldBeAsync(HttpStatusCode.OK, TestTokens.ByParty("junior", "coach"), "GET", "/api/users/me");

    [Fact]
    public async Task PartyOfOtherUser_IsRefused()
    {
        string[] tokens =
        [
            TestTokens.ByParty("jdoe", "coach"),
            TestTokens.ByParty("junior", "admin"),
            TestTokens.ActedFor("junior", "jdoe", Both),
        ];
        foreach (var token in tokens)
        {
            using var client = server.CreateClient();
            using var response = await client.SendAsync($"Bearer {token}", "GET", "/api/users/me");
            await response.ShouldRefuseTokenAsync("the user is not managed by the authorized party");
        }
    }

    [Fact]
    public async Task TeamWithoutAuthorization_IsRefused()
    {
        foreach (var token in new[]
        {
            TestTokens.ActedFor("junior", "coach", Both, "coaching"), TestTokens.ActedFor("junior", "jdoe", "data:read", "coaching"),
            TestTokens.ActedFor("junior", "asmith", "data:read", "analytics"),
            TestTokens.ActedFor("junior", "coach", "data:read", "nowhere"),
        })
        {
            using var client = server.CreateClient();
            using var response = await client.SendAsync($"Bearer {token}", "GET", "/api/users/me");
            await response.ShouldRefuseTokenAsync("the authorization was withdrawn");
        }
    }

    public static TheoryData<string, Action<JsonObject>> OddClaims => new()
    {
        { "no azp", claims => claims.Remove("azp") },
        { "azp is the user", claims => claims["azp"] = "junior" },
        { "another actor", claims => claims["act"] = new JsonObject { ["sub"] = "admin" } },
        { "no actor", claims => claims["act"] = new JsonObject() },
        { "actor is no text", claims => claims["act"] = new JsonObject { ["sub"] = 1 } },
        { "act is text", claims => claims["act"] = "coach" },
        { "act is null", claims => claims["act"] = null },
        { "a chain of actors", claims => claims["act"] = JsonNode.Parse("""{"sub":"coach","act":{"sub":"admin"}}""") },
        { "no scope", claims => claims.Remove("scope") },
        { "empty scope", claims => claims["scope"] = "" },
        { "scope with a hole", claims => claims["scope"] = "data:read  data:write" },
        { "empty team", claims => claims["team_id"] = "" },
        { "impossible team", claims => claims["team_id"] = "a b" },
        { "team without act", claims => { claims.Remove("act"); claims["team_id"] = "coaching"; } },
    };

    [Theory]
    [MemberData(nameof(OddClaims))]
    public async Task MalformedDelegation_IsRefused(string what, Action<JsonObject> change)
    {
        var token = TestIssuer.BuiltIn.Token("junior", claims =>
        {
            (claims["azp"], claims["act"], claims["scope"]) = ("coach", new JsonObject { ["sub"] = "coach" }, Both);
            change(claims);
        });
        using var client = server.CreateClient();

        using var response = await client.SendAsync($"Bearer {token}", "GET", "/api/users/me");

        what.Should().NotBeEmpty();
        await response.ShouldRefuseTokenAsync("malformed delegation");
    }

    [Theory]
    [InlineData("GET", "data:write", "data:read")]
    [InlineData("GET", "admin openid profile offline_access", "data:read")]
    [InlineData("PUT", "data:read", "data:write")]
    [InlineData("POST", "data:read", "data:write")]
    [InlineData("DELETE", "data:read", "data:write")]
    public async Task InsufficientScope_IsReportedFirst(string method, string scope, string needed)
    {
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "image/png");
        var path = method == "POST" ? "/api/integrations" : "/api/integrations/never";

        var token = TestTokens.ActedFor("junior", "coach", scope);
        using var response = await client.SendAsync($"Bearer {token}", method, path, method == "GET" ? null : "nonsense");

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        response.Headers.WwwAuthenticate.ToString().Should().Be($"Bearer error=\"insufficient_scope\", scope=\"{needed}\"");
        (await response.JsonAsync()).GetProperty("type").GetString().Should().Be("/problems/insufficient-scope");
    }

    [Fact]
    public async Task DelegatedToken_CreatesNoUserToActFor()
    {
        using var client = server.CreateClient();
        string[] tokens =
        [
            TestTokens.ByParty("unborn", "coach"),
            TestTokens.ActedFor("unborn", "coach", Both),
            TestTokens.ActedFor("unborn", "coach", "data:read", "coaching"),
        ];
        foreach (var token in tokens)
        {
            using var response = await client.SendAsync($"Bearer {token}", "GET", "/api/users/me");
            await response.ShouldRefuseTokenAsync("no such user");
        }
        using var unknown = await client.SendAsync($"Bearer {TestIssuer.BuiltIn.Token("admin")}", "GET", "/api/users/unborn");
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ProviderTokenWithTeam_IsOrdinaryWithoutAct_AndRefusedWithAct()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = server.CreateClient(provider.Settings);
        var ordinary = provider.Token("jdoe", claims => (claims["team_id"], claims["azp"]) = ("theirs", "some-app"));
        var acting = provider.Token("jdoe", claims =>
            (claims["team_id"], claims["act"], claims["scope"]) = ("theirs", new JsonObject { ["sub"] = "x" }, Both));

        using var signedIn = await client.SendAsync($"Bearer {ordinary}", "POST", "/api/teams", """{"name":"New"}""");
        using var refused = await client.SendAsync($"Bearer {acting}", "GET", "/api/users/me");

        signedIn.StatusCode.Should().Be(HttpStatusCode.Created);
        await refused.ShouldRefuseTokenAsync("malformed delegation");
    }

    private async Task ShouldBeAsync(HttpStatusCode status, string token, string method, string path)
    {
        using var client = server.CreateClient();
        using var response = await client.SendAsync($"Bearer {token}", method, path);
        response.StatusCode.Should().Be(status, await response.Content.ReadAsStringAsync());
    }
}
