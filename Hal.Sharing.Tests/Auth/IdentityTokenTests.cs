using System.Net;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

/// <summary>
/// Where <c>Auth:Audience</c> is also <c>Auth:ClientId</c>, as with a single app registration, identity tokens have the audience of
/// access tokens. They must not be accepted as access tokens (RFC 9068, section 5).
/// </summary>
public sealed class IdentityTokenTests(SharingServer server) : IClassFixture<SharingServer>
{
    public static TheoryData<string, string, JsonObject> Identities => new()
    {
        { "with a nonce", "JWT", new() { ["nonce"] = "n" } },
        { "as Keycloak marks it", "JWT", new() { ["typ"] = "ID", ["nonce"] = "n" } },
        { "of the code flow only", "JWT", [] },
        { "with roles", "JWT", new() { ["roles"] = new JsonArray("admin") } },
        { "with an empty scope", "JWT", new() { ["scope"] = "" } },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public async Task IdentityToken_IsRefusedAsAccessToken(string what, string type, JsonObject claims)
    {
        using var response = await SendAsync(TestProvider.Audience, type, claims);

        what.Should().NotBeEmpty();
        await response.ShouldRefuseTokenAsync("identity token");
    }

    public static TheoryData<string, string, JsonObject> AccessTokens => new()
    {
        { "RFC 9068", "at+jwt", [] },
        { "Microsoft Entra ID", "JWT", new() { ["scp"] = "access_as_user", ["ver"] = "2.0" } },
        { "Keycloak before 24", "JWT", new() { ["typ"] = "Bearer", ["scope"] = "openid profile", ["nonce"] = "n" } },
        { "Okta", "JWT", new() { ["scp"] = new JsonArray("openid") } },
    };

    [Theory]
    [MemberData(nameof(AccessTokens))]
    public async Task AccessToken_IsAccepted(string provider, string type, JsonObject claims)
    {
        using var response = await SendAsync(TestProvider.Audience, type, claims);

        response.StatusCode.Should().Be(HttpStatusCode.OK, provider);
    }

    [Fact]
    public async Task OtherAudience_RequiresNoScope()
    {
        using var response = await SendAsync("other-client", "JWT", []);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(string clientId, string type, JsonObject extra)
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = server.CreateClient([.. provider.Settings, ("Auth:ClientId", clientId)]);
        var token = provider.Token(provider.Keys[0], "jdoe", claims =>
        {
            foreach (var (name, value) in extra)
                claims[name] = value?.DeepClone();
        }, header => header["typ"] = type);
        return await client.GetAsync("/api/users/me", ("Authorization", $"Bearer {token}"));
    }
}
