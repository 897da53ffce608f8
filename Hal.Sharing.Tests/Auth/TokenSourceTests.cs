using System.Net;
using System.Text.Json.Nodes;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Hal.Sharing.Tests.Auth;

public sealed class TokenSourceTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly string Good = TestIssuer.BuiltIn.Token("admin");
    private static readonly string Other = TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = TestIssuer.FarFuture - 1);
    private static readonly string Expired = TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = TestIssuer.LongAgo);
    private static readonly string Forged = Good[..^8] + "AAAAAAAA";

    public static TheoryData<string, string> OneCarrier => new()
    {
        { "Authorization", $"Bearer {Good}" },
        { "Authorization", $"bEARER   {Good}  " },
        { "refreshed-token", Good },
        { "Refreshed-Token", $" {Good} " },
        { "Cookie", $"token={Good}" },
        { "Cookie", $"a=b; token={Good}; c=d" },
        { "Cookie", $"token=\"{Good}\"" },
        { "Cookie", $"a=\"x y; =; ; b c; ü=ä; token={Good}; {{\"x\":1}}" },
    };

    [Theory]
    [MemberData(nameof(OneCarrier))]
    public async Task EachCarrierAlone_SignsIn(string name, string value) => await ShouldBeAdminAsync((name, value));

    public static TheoryData<string, string, string> Agreeing => new()
    {
        { Good, Good, Good },
        { Good, Other, Good },
        { Other, Good, Other },
        { Expired, Good, "" },
        { Good, Expired, "" },
        { "", Expired, Good },
        { Expired, "", Good },
    };

    [Theory]
    [MemberData(nameof(Agreeing))]
    public async Task SeveralTokensThatMeanTheSame_CountByTheLatest(string authorization, string refreshed, string cookie) =>
        await ShouldBeAdminAsync(All(authorization, refreshed, cookie));

    [Fact]
    public async Task SeveralExpiredTokens_AreExpired() =>
        await ShouldBeRefusedAsync("expired", All(Expired, Expired, Expired));

    public static TheoryData<string> Disagreements => new("iss", "sub", "azp", "act", "scope", "team_id");

    [Theory]
    [MemberData(nameof(Disagreements))]
    public async Task SeveralTokensThatDiffer_AreRefused(string claim)
    {
        var value = claim == "act" ? new JsonObject { ["sub"] = "admin" } : (JsonNode)"jdoe";
        var odd = TestIssuer.BuiltIn.Token("admin", claims => claims[claim] = value);
        var description = claim == "iss" ? "wrong issuer" : "tokens disagree";

        await ShouldBeRefusedAsync(description, All(Good, odd, ""));
        await ShouldBeRefusedAsync(description, All(odd, Good, ""));
        await ShouldBeRefusedAsync(description, All(odd, "", Good));
        await ShouldBeRefusedAsync(description, All("", Good, odd));
    }

    [Fact]
    public async Task ActThatDiffersInside_IsRefused()
    {
        string By(string actor) => TestIssuer.BuiltIn.Token("admin", claims => claims["act"] = new JsonObject { ["sub"] = actor });

        await ShouldBeRefusedAsync("tokens disagree", All(By("coach"), By("jdoe"), ""));
    }

    [Fact]
    public async Task OneForgedTokenAmongGoodOnes_SpoilsThem()
    {
        await ShouldBeRefusedAsync("invalid signature", All(Forged, Good, Good));
        await ShouldBeRefusedAsync("invalid signature", All(Good, Forged, Good));
        await ShouldBeRefusedAsync("invalid signature", All(Good, Good, Forged));
        await ShouldBeRefusedAsync("malformed", All("x", Good, ""));
        await ShouldBeRefusedAsync("malformed", All(Good, "", "x"));
    }

    [Fact]
    public async Task SeveralCookiesOfTheName_AreAllLookedAt()
    {
        var stranger = TestIssuer.BuiltIn.Token("jdoe");

        await ShouldBeRefusedAsync("tokens disagree", ("Cookie", $"token={stranger}; token={Good}"));
        await ShouldBeRefusedAsync("tokens disagree", ("Cookie", $"token={Good}; token={stranger}"));
        await ShouldBeAdminAsync(("Cookie", $"token={Good}; token={Other}"));
    }

    public static TheoryData<string, string, string> Unreadable => new()
    {
        { "Authorization", "Bearer", "empty token" },
        { "Authorization", "Bearer  ", "empty token" },
        { "Authorization", "Basic YTpi", "unsupported scheme" },
        { "Authorization", Good, "unsupported scheme" },
        { "Authorization", $"Bearer {Good}, Bearer {Good}", "malformed" },
        { "Authorization", $"Bearer Bearer {Good}", "malformed" },
        { "Authorization", "Bearer " + new string('a', 9000), "too long" },
        { "refreshed-token", $"Bearer {Good}", "malformed" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task UnreadableCarrier_SaysWhy(string name, string value, string description)
    {
        await ShouldBeRefusedAsync(description, (name, value));
        await ShouldBeRefusedAsync(description, (name, value), ("Cookie", $"token={Good}"));
    }

    // The test server's own dictionary drops empty headers; Kestrel's does not.
    [Theory]
    [InlineData("Authorization")]
    [InlineData("refreshed-token")]
    public void EmptyHeader_IsNotTakenForNone(string name)
    {
        var (carriers, fault) = TokenSources.Read(new HeaderDictionary(new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase) { [name] = "" }));

        carriers.Should().BeNull();
        fault!.Type.Should().Be(ProblemType.InvalidToken);
    }

    [Fact]
    public async Task SeveralHeadersOfTheName_AreRefused()
    {
        await ShouldBeRefusedAsync("several Authorization headers", ("Authorization", $"Bearer {Good}"), ("Authorization", $"Bearer {Good}"));
        await ShouldBeRefusedAsync("bad refreshed-token header", ("refreshed-token", Good), ("refreshed-token", Good));
    }

    [Fact]
    public async Task MoreTokensThanAnybodyNeeds_AreNotEvenLookedAt() =>
        await ShouldBeRefusedAsync("too many tokens", ("Cookie", string.Join("; ", Enumerable.Repeat("token=x", 7))));

    [Fact]
    public async Task NoToken_IsChallengedWithoutAnError()
    {
        foreach (var headers in new (string, string)[][] { [], [("Cookie", "token=")], [("Cookie", "other=x")] })
        {
            using var client = server.CreateClient();

            using var answer = await client.GetAsync("/api/users/me", headers);

            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            (await answer.JsonAsync()).GetProperty("type").GetString().Should().Be("/problems/unauthorized");
        }
    }

    private static (string, string)[] All(string authorization, string refreshed, string cookie) =>
        [.. new[] { ("Authorization", $"Bearer {authorization}", authorization), ("refreshed-token", refreshed, refreshed), ("Cookie", $"token={cookie}", cookie) }
            .Where(carrier => carrier.Item3.Length > 0).Select(carrier => (carrier.Item1, carrier.Item2))];

    private async Task ShouldBeAdminAsync(params (string, string)[] headers)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/api/users/me", headers);

        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await answer.JsonAsync()).GetProperty("id").GetString().Should().Be("admin");
    }

    private async Task ShouldBeRefusedAsync(string description, params (string, string)[] headers)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/api/users/me", headers);

        await answer.ShouldRefuseTokenAsync(description);
    }
}
