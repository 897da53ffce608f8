using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>What somebody, or something on the way, has changed on the way back from the provider.</summary>
public sealed class RefusedSignInTests : IClassFixture<SignInFixture>
{
    private readonly SignInFixture _stage;

    public RefusedSignInTests(SignInFixture stage)
    {
        _stage = stage;
        _stage.SignIns.Reset();
    }

    public static TheoryData<string, Action<Dictionary<string, string?>>, string, HttpStatusCode> WrongAnswers => new()
    {
        { "another state", answer => answer["state"] = new string('x', 43), "did not begin to sign in with this state", HttpStatusCode.BadRequest },
        { "no state", answer => answer.Remove("state"), "did not begin to sign in with this state", HttpStatusCode.BadRequest },
        { "a state that only begins alike", answer => answer["state"] = answer["state"]![..^1] + "~", "did not begin to sign in with this state", HttpStatusCode.BadRequest },
        { "another issuer", answer => answer["iss"] = "https://other.example", "comes from another provider", HttpStatusCode.BadRequest },
        { "no issuer though it always says it", answer => answer.Remove("iss"), "comes from another provider", HttpStatusCode.BadRequest },
        { "an error of another issuer", answer => (answer["iss"], answer["error"]) = ("https://other.example", "access_denied"), "comes from another provider", HttpStatusCode.BadRequest },
        { "declined", answer => (answer["error"], answer["code"]) = ("access_denied", null), "declined", HttpStatusCode.Forbidden },
        { "an error", answer => answer["error"] = "<script>alert(1)</script>", "The provider says: <script>", HttpStatusCode.BadRequest },
        { "no code", answer => answer.Remove("code"), "no code", HttpStatusCode.BadRequest },
        { "another code", answer => answer["code"] = "guessed", "does not take its code back", HttpStatusCode.BadRequest },
    };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task WrongAnswer_SignsNobodyIn_AndIsExplained(string what, Action<Dictionary<string, string?>> answering, string said, HttpStatusCode status)
    {
        _stage.SignIns.Answering = answering;
        using var browser = _stage.Browse();

        var page = await browser.OpenAsync("/sign-in");

        page.ShouldRefuse(browser, said, status, what);
    }

    public static TheoryData<string, Action<TestSignIns>, string> WrongTokens => new()
    {
        { "another nonce", signIns => signIns.IdClaims = claims => claims["nonce"] = "other", "(nonce)" },
        { "no nonce", signIns => signIns.IdClaims = claims => claims.Remove("nonce"), "(nonce)" },
        { "an identity for another client", signIns => signIns.IdClaims = claims => claims["aud"] = "other", "another audience" },
        { "an identity obtained by another client", signIns => signIns.IdClaims = claims => claims["azp"] = "other", "(azp)" },
        { "an identity for several clients", signIns => signIns.IdClaims = claims => claims["aud"] = new JsonArray(TestSignIns.ClientId, "other"), "(azp)" },
        { "another issuer", signIns => signIns.IdClaims = claims => claims["iss"] = "https://other.example", "issuer" },
        { "an old identity", signIns => signIns.IdClaims = claims => claims["exp"] = TestIssuer.LongAgo, "expired" },
        { "a foreign key", signIns => signIns.IdKey = TestKey.Ec("foreign"), "key that is not known" },
        { "a foreign key by our key's name", signIns => signIns.IdKey = TestKey.Ec("ec"), "signature does not hold" },
        { "an access token for another audience", signIns => signIns.AccessClaims = claims => claims["aud"] = "other", "another audience" },
        { "an access token that is over", signIns => signIns.AccessClaims = claims => claims["exp"] = TestIssuer.LongAgo, "expired" },
        { "an access token of somebody who acts", signIns => signIns.AccessClaims = claims => (claims["act"], claims["scope"]) = (new JsonObject { ["sub"] = "x" }, "data:read"), "act for another one" },
        { "an access token that no browser keeps", signIns => signIns.AccessClaims = claims => claims["groups"] = new string('g', 4000), "browsers keep no cookie" },
        { "an access token of nobody", signIns => signIns.AccessClaims = claims => claims["sub"] = "", "lacks sub" },
    };

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task WrongToken_SignsNobodyIn_AndIsExplained(string what, Action<TestSignIns> prepare, string said)
    {
        prepare(_stage.SignIns);
        using var browser = _stage.Browse();

        var page = await browser.OpenAsync("/sign-in");

        page.ShouldRefuse(browser, said, page.Status == HttpStatusCode.Unauthorized ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, what);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("\\/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("api")]
    [InlineData("/a\r\nSet-Cookie: x=1")]
    [InlineData("")]
    public async Task ForeignReturn_IsRefused_BeforeAnybodyIsSentAnywhere(string returnTo)
    {
        using var browser = _stage.Browse();

        using var answer = await browser.SendAsync("GET", $"/sign-in?return_to={HttpUtility.UrlEncode(returnTo)}");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Headers.Location.Should().BeNull();
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
        (await answer.Content.ReadAsStringAsync()).Should().Contain("must be a path of this server");
    }

    [Theory]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("[::1]", false)]
    [InlineData("sharing.example.com", true)]
    [InlineData("localhost.example.com", true)]
    public async Task Cookies_GoOverHttpToThisMachineOnly(string host, bool isSecure)
    {
        using var browser = _stage.Browse();

        using var answer = await browser.SendAsync("GET", "/sign-in", null, ("Host", host));

        answer.Headers.GetValues("Set-Cookie").Single().Contains("; secure", StringComparison.Ordinal).Should().Be(isSecure);
    }
}
