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
    public async Task EachSource_Authenticates(string name, string value) => await ShouldBeAdminAsync((name, value));

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
    public async Task SeveralEqualTokens_CountByLatest(string authorization, string refreshed, string cookie) =>
        await ShouldBeAdminAsync(All(authorization, refreshed, cookie));

    [Fact]
    public async Task SeveralExpiredTokens_AreExpired() =>
        await ShouldBeRefusedAsync("expired", All(Expired, Expired, Expired));

    public static TheoryData<string> Disagreements => new("iss", "sub", "azp", "act", "scope", "team_id");

    [Theory]
    [MemberData(nameof(Disagreements))]
    public async Task SeveralDifferentTokens_AreRefused(string claim)
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
    public async Task DifferentActs_AreRefused()
    {
        string By(string actor) => TestIssuer.BuiltIn.Token("admin", claims => claims["act"] = new JsonObject { ["sub"] = actor });

        await ShouldBeRefusedAsync("tokens disagree", All(By("coach"), By("jdoe"), ""));
    }

    [Fact]
    public async Task ForgedTokenAmongValidOnes_IsRefused()
    {
        await ShouldBeRefusedAsync("invalid signature", All(Forged, Good, Good));
        await ShouldBeRefusedAsync("invalid signature", All(Good, Forged, Good));
        await ShouldBeRefusedAsync("invalid signature", All(Good, Good, Forged));
        await ShouldBeRefusedAsync("malformed", All("x", Good, ""));
        await ShouldBeRefusedAsync("malformed", All(Good, "", "x"));
    }

    [Fact]
    public async Task SeveralCookies_AreAllChecked()
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
    public async Task UnreadableSource_IsExplained(string name, string value, string description)
    {
        await ShouldBeRefusedAsync(description, (name, value));
        await ShouldBeRefusedAsync(description, (name, value), ("Cookie", $"token={Good}"));
    }

    // The dictionary of the test server drops empty headers, but Kestrel's does not.
    [Theory]
    [InlineData("Authorization")]
    [InlineData("refreshed-token")]
    public void EmptyHeader_IsRefused(string name)
    {
        var headers = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase) { [name] = "" };

        var (sources, fault) = TokenSources.Read(new HeaderDictionary(headers));

        sources.Should().BeNull();
        fault!.Type.Should().Be(ProblemType.InvalidToken);
    }

    [Fact]
    public async Task SeveralHeaders_AreRefused()
    {
        await ShouldBeRefusedAsync(
            "several Authorization headers", ("Authorization", $"Bearer {Good}"), ("Authorization", $"Bearer {Good}"));
        await ShouldBeRefusedAsync("bad refreshed-token header", ("refreshed-token", Good), ("refreshed-token", Good));
    }

    [Fact]
    public async Task TooManyTokens_AreRefusedUnchecked() =>
        await ShouldBeRefusedAsync("too many tokens", ("Cookie", string.Join("; ", Enumerable.Repeat("token=x", 7))));

    [Fact]
    public async Task NoToken_GetsChallengeWithoutError()
    {
        foreach (var headers in new (string, string)[][] { [], [("Cookie", "token=")], [("Cookie", "other=x")] })
        {
            using var client = server.CreateClient();

            using var response = await client.GetAsync("/api/users/me", headers);

            response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            response.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
            response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            (await response.JsonAsync()).GetProperty("type").GetString().Should().Be("/problems/unauthorized");
        }
    }

    private static (string, string)[] All(string authorization, string refreshed, string cookie) =>
        [.. new[]
        {
            ("Authorization", $"Bearer {authorization}", authorization),
            ("refreshed-token", refreshed, refreshed),
            ("Cookie", $"token={cookie}", cookie),
        }
            .Where(source => source.Item3.Length > 0).Select(source => (source.Item1, source.Item2))];

    private async Task ShouldBeAdminAsync(params (string, string)[] headers)
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/api/users/me", headers);

        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        (await response.JsonAsync()).GetProperty("id").GetString().Should().Be("admin");
    }

    private async Task ShouldBeRefusedAsync(string description, params (string, string)[] headers)
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/api/users/me", headers);

        await response.ShouldRefuseTokenAsync(description);
    }
}
