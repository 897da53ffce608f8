using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Auth;

public sealed class TokenTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly TestIssuer Issuer = TestIssuer.BuiltIn;

    public static TheoryData<string> GoodTypes => new("at+jwt", "application/at+jwt", "JWT");

    [Theory]
    [MemberData(nameof(GoodTypes))]
    public async Task TypesOfAccessTokens_AreAccepted(string type) =>
        await ShouldBeAcceptedAsync(Issuer.Token("admin", header: header => header["typ"] = type));

    [Fact]
    public async Task SeveralAudiences_IncludingThisServer_AreAccepted() =>
        await ShouldBeAcceptedAsync(Issuer.Token("admin", claims => claims["aud"] = new JsonArray("other", Issuer.Audience)));

    public static TheoryData<string, string> Bad
    {
        get
        {
            var stranger = Issuer with { Key = TestKey.Ec(Issuer.Key.KeyId) };
            void EmbedKey(JsonObject header) => header["jwk"] = stranger.Key.PublicKey.DeepClone();
            var data = new TheoryData<string, string>
            {
                { stranger.Token("admin"), "invalid signature" },
                { Issuer.Token("admin")[..^4] + "AAAA", "invalid signature" },
                { Issuer.Token("admin", header: header => header["alg"] = "none"), "wrong algorithm" },
                { Unsigned("none"), "malformed" },
                { WithSecret(Issuer.Key.PublicKey.ToJsonString()), "wrong algorithm" },
                { WithSecret((string)Issuer.Key.PublicKey["x"]!), "wrong algorithm" },
                { Issuer.Token("admin", header: header => header["alg"] = "ES384"), "wrong algorithm" },
                { Issuer.Token("admin", header: header => header["alg"] = "RS256"), "wrong algorithm" },
                { Issuer.Token("admin", header: header => header.Remove("alg")), "wrong algorithm" },
                { Issuer.Token("admin", header: header => header["alg"] = 1), "wrong algorithm" },
                { Issuer.Token("admin", header: header => header["typ"] = "id+jwt"), "wrong type" },
                { Issuer.Token("admin", header: header => header["typ"] = "logout+jwt"), "wrong type" },
                { Issuer.Token("admin", header: header => header.Remove("typ")), "wrong type" },
                { Issuer.Token("admin", header: header => header.Remove("kid")), "no key id" },
                { Issuer.Token("admin", header: header => header["kid"] = 7), "no key id" },
                { Issuer.Token("admin", header: header => header["kid"] = "other"), "unknown key" },
                { Issuer.Token("admin", header: EmbedKey), "" },
                { (stranger with { Key = TestKey.Ec("mine") }).Token("admin", header: EmbedKey), "unknown key" },
                { Issuer.Token("admin", header: header => header["crit"] = new JsonArray("exp")), "unsupported extension" },
                { Issuer.Token("admin", header: header => header["b64"] = true), "unsupported extension" },
                { Issuer.Token("admin", claims => claims["aud"] = "other"), "wrong audience" },
                { Issuer.Token("admin", claims => claims["aud"] = Issuer.Audience + "/"), "wrong audience" },
                { Issuer.Token("admin", claims => claims["aud"] = new JsonArray()), "wrong audience" },
                { Issuer.Token("admin", claims => claims.Remove("aud")), "wrong audience" },
                { Issuer.Token("admin", claims => claims["iss"] = "https://evil.example"), "wrong issuer" },
                { Issuer.Token("admin", claims => claims["iss"] = Issuer.Issuer + "/"), "wrong issuer" },
                { Issuer.Token("admin", claims => claims.Remove("iss")), "wrong issuer" },
                { Issuer.Token("admin", claims => claims["iss"] = 1), "malformed" },
                { Issuer.Token("admin", claims => claims.Remove("exp")), "malformed claims" },
                { Issuer.Token("admin", claims => claims["exp"] = "4102444800"), "malformed claims" },
                { Issuer.Token("admin", claims => claims["exp"] = null), "malformed claims" },
                { Issuer.Token("admin", claims => claims["exp"] = TestIssuer.FarFuture * 1000), "malformed claims" },
                { Issuer.Token("admin", claims => claims["aud"] = new JsonArray(Issuer.Audience, null)), "malformed claims" },
                { Issuer.Token("admin", claims => claims["exp"] = TestIssuer.LongAgo), "expired" },
                { Issuer.Token("admin", claims => claims["exp"] = 0), "expired" },
                { Issuer.Token("admin", claims => claims["exp"] = -1), "expired" },
                { Issuer.Token("admin", claims => claims["nbf"] = TestIssuer.FarFuture), "not yet valid" },
                { Issuer.Token("admin", claims => claims["nbf"] = "0"), "malformed claims" },
                { Issuer.Token("admin", claims => claims.Remove("sub")), "malformed claims" },
                { Issuer.Token(""), "malformed claims" },
                { Issuer.Token("admin", claims => claims["sub"] = 1), "malformed claims" },
                { Issuer.Token("admin\0"), "malformed claims" },
                { Issuer.Token("admin", claims => claims["azp"] = new JsonArray("admin")), "malformed claims" },
                { Issuer.Token("admin", claims => claims["scope"] = new JsonArray("data:read")), "malformed claims" },
                { Issuer.Token("admin", claims => claims["team_id"] = 1), "malformed claims" },
                { Issuer.Token("a b"), "no user" },
                { Issuer.Token("me"), "no user" },
                { Issuer.Token("admin", claims => claims["act"] = new JsonObject { ["sub"] = "coach" }), "malformed delegation" },
                { Issuer.Token("admin", claims => claims["act"] = null), "malformed delegation" },
                { Issuer.Token("admin", claims => claims["azp"] = "coach"), "the user is not managed by the authorized party" },
                { Issuer.Token("admin", claims => claims["fill"] = new string('x', 8000)), "too long" },
            };
            AddBrokenText(data);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task InvalidToken_IsRefusedWithReason(string token, string description)
    {
        if (description.Length == 0)
            await ShouldBeAcceptedAsync(token); // A key in the header is ignored.
        else
            await ShouldBeRefusedAsync(token, description);
    }

    [Fact]
    public async Task PartyEqualToUser_MakesOrdinaryToken() =>
        await ShouldBeAcceptedAsync(Issuer.Token("admin", claims => claims["azp"] = "admin"));

    [Fact]
    public async Task Lifetime_IsCheckedByServerClock_With30SecondsOfSkew()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(2_000_000_000));
        using var client = server.CreateClient(services => services.AddSingleton<TimeProvider>(clock));
        client.WithBearer(Issuer.Token("admin", claims =>
        {
            claims["nbf"] = 2_000_000_031;
            claims["exp"] = 2_000_000_100;
        }));
        async Task<HttpStatusCode> AtAsync(long second)
        {
            clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(second));
            using var response = await client.GetAsync("/api/users/me");
            return response.StatusCode;
        }

        (await AtAsync(2_000_000_000)).Should().Be(HttpStatusCode.Unauthorized);
        (await AtAsync(2_000_000_001)).Should().Be(HttpStatusCode.OK);
        (await AtAsync(2_000_000_129)).Should().Be(HttpStatusCode.OK);
        (await AtAsync(2_000_000_130)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task AnonymousEndpoint_RefusesInvalidToken_ButRequiresNone()
    {
        using var client = server.CreateClient();

        using var without = await client.GetAsync("/api");
        var expired = Issuer.Token("admin", claims => claims["exp"] = TestIssuer.LongAgo);
        using var with = await client.GetAsync("/api", ("Authorization", $"Bearer {expired}"));

        without.StatusCode.Should().Be(HttpStatusCode.OK);
        await with.ShouldRefuseTokenAsync("expired");
    }

    private static string WithSecret(string secret)
    {
        var header = new JsonObject { ["alg"] = "HS256", ["kid"] = Issuer.Key.KeyId, ["typ"] = "at+jwt" };
        var publicKey = new JsonObject { ["kid"] = Issuer.Key.KeyId };
        var key = new TestKey("HS256", publicKey, data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data));
        return (Issuer with { Key = key }).Token("admin", header: head => head["alg"] = header["alg"]!.DeepClone());
    }

    private static string Unsigned(string algorithm)
    {
        var token = Issuer.Token("admin", header: header => header["alg"] = algorithm);
        return token[..(token.LastIndexOf('.') + 1)];
    }

    private static void AddBrokenText(TheoryData<string, string> data)
    {
        var (header, payload) = ($$"""{"alg":"ES256","typ":"JWT","kid":"{{Issuer.Key.KeyId}}"}""",
            $$"""{"iss":"{{Issuer.Issuer}}","aud":"{{Issuer.Audience}}","sub":"admin","exp":4102444800}""");
        var good = Issuer.Sign(header, payload);
        data.Add(good, "");
        foreach (var broken in new[]
        {
            Issuer.Sign(header, payload.Replace("\"sub\"", "\"sub\":\"jdoe\",\"sub\"", StringComparison.Ordinal)),
            Issuer.Sign(header, payload.Replace("\"sub\"", "\"s\\u0075b\":\"jdoe\",\"sub\"", StringComparison.Ordinal)),
            Issuer.Sign(header, payload.Replace("\"sub\"", "\"x\":{\"a\":1,\"a\":2},\"sub\"", StringComparison.Ordinal)),
            Issuer.Sign(header.Replace("\"alg\"", "\"alg\":\"none\",\"alg\"", StringComparison.Ordinal), payload),
            Issuer.Sign(header, "[1]"), Issuer.Sign(header, ""), Issuer.Sign("7", payload), Issuer.Sign(header, "nonsense"),
            Issuer.Sign(header, payload.Replace("admin", "\\ud800", StringComparison.Ordinal)
                .Replace("\"iss\"", "\"\\udc00\":1,\"iss\"", StringComparison.Ordinal)),
            Issuer.Sign(header, payload.Replace("\"iss\"", "\"name\":\"\\ud800\",\"iss\"", StringComparison.Ordinal)),
            "a", "a.b", "a.b.c", "...", "a.b.c.d", "a.b.c.d.e", good + ".", "." + good, good + "=",
            good.Replace(".", "..", StringComparison.Ordinal),
            good.Insert(5, " "), good.Insert(5, "\t"), good.Insert(5, "+"), "{" + Base64UrlEncoder.Encode(payload) + "}",
        })
        {
            data.Add(broken, "malformed");
        }
        data.Add(Issuer.Sign(header, payload.Replace("admin", "\\ud800", StringComparison.Ordinal)), "malformed claims");
    }

    private async Task ShouldBeAcceptedAsync(string token)
    {
        using var client = server.CreateClient().WithBearer(token);

        using var response = await client.GetAsync("/api/users/me");

        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    private async Task ShouldBeRefusedAsync(string token, string description)
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/api/users/me", ("Authorization", $"Bearer {token}"));

        await response.ShouldRefuseTokenAsync(description);
    }
}
