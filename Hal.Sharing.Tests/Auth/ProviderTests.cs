using System.Net;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

public sealed class ProviderTests(SharingServer server) : IClassFixture<SharingServer>
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(2_000_000_000));

    [Fact]
    public async Task RsaPssAndEcKeys_SignIn()
    {
        var keys = new[] { TestKey.Rsa("rsa"), TestKey.Rsa("pss", pss: true), TestKey.Ec("ec") };
        await using var provider = await TestProvider.StartAsync(keys);
        using var client = Client(provider);

        foreach (var key in keys)
            await ShouldSignInAsync(client, provider.Token(key, "jdoe"));
        provider.Asked.Should().Be(1);
    }

    [Fact]
    public async Task UnknownKeys_CauseFewRequestsToProvider()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("known"));
        using var client = Client(provider);
        await ShouldSignInAsync(client, provider.Token("jdoe"));
        var stranger = TestKey.Ec("unknown");

        _clock.Advance(ProviderKeys.LeastPause);
        for (var i = 0; i < 10; i++)
            await ShouldRefuseAsync(client, provider.Token(stranger, "jdoe"), "unknown key");

        provider.Asked.Should().Be(2);
    }

    [Fact]
    public async Task ProviderWithoutAnyResponse_Gives503_AndIsAskedAgain()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = Client(provider);
        provider.IsAway = true;

        using var away = await client.GetAsync("/api/users/me", Bearer(provider.Token("jdoe")));
        away.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        away.Headers.RetryAfter.Should().NotBeNull();

        provider.IsAway = false;
        _clock.Advance(ProviderKeys.PauseBeforeFirst);
        await ShouldSignInAsync(client, provider.Token("jdoe"));
    }

    [Fact]
    public async Task ProviderWithoutLaterResponse_KeepsTokensValid()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = Client(provider);
        await ShouldSignInAsync(client, provider.Token("jdoe"));

        provider.IsAway = true;
        _clock.Advance(TimeSpan.FromMinutes(10));
        await ShouldSignInAsync(client, provider.Token("jdoe"));
        await ShouldRefuseAsync(client, provider.Token(TestKey.Ec("new"), "jdoe"), "unknown key");
        await ShouldSignInAsync(client, provider.Token("jdoe"));
    }

    [Fact]
    public async Task TokensForOthers_AreRefused()
    {
        var (rsa, ec) = (TestKey.Rsa("rsa"), TestKey.Ec("ec"));
        await using var provider = await TestProvider.StartAsync(rsa, ec);
        using var client = Client(provider);

        await ShouldRefuseAsync(client, provider.Token(rsa, "jdoe", claims => claims["aud"] = "other"), "wrong audience");
        await ShouldRefuseAsync(client, provider.Token(rsa, "jdoe", claims => claims["iss"] = provider.Address + "/"), "wrong issuer");
        await ShouldRefuseAsync(client, provider.Token(rsa, "jdoe", header: header => header["alg"] = "HS256"), "wrong algorithm");
        await ShouldRefuseAsync(client, provider.Token(rsa, "jdoe", header: header => header["alg"] = "PS256"), "invalid signature");
        await ShouldRefuseAsync(client, provider.Token(rsa, "jdoe", header: header => header["kid"] = "ec"), "wrong algorithm");
        await ShouldRefuseAsync(client, provider.Token(rsa, "jdoe", claims => claims["exp"] = TestIssuer.LongAgo), "expired");
    }

    [Fact]
    public async Task KeyNotForSignatures_IsUnknown()
    {
        var (encrypting, wrapping, one, sameId) = (TestKey.Ec("use"), TestKey.Ec("ops"), TestKey.Ec("same"), TestKey.Rsa("same"));
        encrypting.PublicKey["use"] = "enc";
        wrapping.PublicKey["key_ops"] = new System.Text.Json.Nodes.JsonArray("wrapKey");
        await using var provider = await TestProvider.StartAsync(encrypting, wrapping, one, sameId);
        using var client = Client(provider);

        foreach (var key in new[] { encrypting, wrapping, one, sameId })
            await ShouldRefuseAsync(client, provider.Token(key, "jdoe"), "unknown key");
    }

    [Fact]
    public async Task BuiltInTokens_AreRefused_WithProvider()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = Client(provider);

        await ShouldRefuseAsync(client, TestIssuer.BuiltIn.Token("admin"), "wrong issuer");
        await ShouldRefuseAsync(client, TestIssuer.BuiltIn.Token("admin", claims => claims["act"] = "x"), "malformed delegation");
    }

    [Fact]
    public async Task ProviderKey_SignsNoBuiltInTokens()
    {
        var thief = TestKey.Ec(TestIssuer.BuiltIn.Key.KeyId);
        await using var provider = await TestProvider.StartAsync(thief);
        using var client = Client(provider);

        await ShouldRefuseAsync(client, (TestIssuer.BuiltIn with { Key = thief }).Token("admin"), "invalid signature");
        await ShouldRefuseAsync(client, provider.Token(TestIssuer.BuiltIn.Key, "admin"), "invalid signature");
    }

    [Fact]
    public async Task PartyOfProviderToken_DoesNotMakeItDelegated()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = Client(provider);

        await ShouldSignInAsync(client, provider.Token("jdoe", claims => claims["azp"] = "some-spa"));
    }

    [Fact]
    public async Task UserIdClaim_IdentifiesUser()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = Client(provider, ("Auth:UserIdClaim", "preferred_username"));

        await ShouldSignInAsync(client, provider.Token("4711", claims => claims["preferred_username"] = "jdoe"));
        await ShouldRefuseAsync(client, provider.Token("jdoe"), "no user");
        await ShouldRefuseAsync(client, provider.Token("jdoe", claims => claims["preferred_username"] = 7), "no user");
    }

    private HttpClient Client(TestProvider provider, params (string, string)[] settings) =>
        server.CreateClient(services => services.AddSingleton<TimeProvider>(_clock), [.. provider.Settings, .. settings]);

    private static (string, string) Bearer(string token) => ("Authorization", $"Bearer {token}");

    private static async Task ShouldSignInAsync(HttpClient client, string token)
    {
        using var response = await client.GetAsync("/api/users/me", Bearer(token));
        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        (await response.JsonAsync()).GetProperty("id").GetString().Should().Be("jdoe");
    }

    private static async Task ShouldRefuseAsync(HttpClient client, string token, string description)
    {
        using var response = await client.GetAsync("/api/users/me", Bearer(token));
        await response.ShouldRefuseTokenAsync(description);
    }
}
