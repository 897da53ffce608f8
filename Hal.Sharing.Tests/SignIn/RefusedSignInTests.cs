using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Callbacks and tokens that were changed on the way back from the provider.</summary>
public sealed class RefusedSignInTests : IClassFixture<SignInFixture>
{
    private readonly SignInFixture _fixture;

    public RefusedSignInTests(SignInFixture fixture)
    {
        _fixture = fixture;
        _fixture.SignIns.Reset();
    }

    public static TheoryData<string, Action<Dictionary<string, string?>>, string, HttpStatusCode> WrongCallbacks => new()
    {
        {
            "another state",
            response => response["state"] = new string('x', 43),
            "did not start a sign-in with this state",
            HttpStatusCode.BadRequest
        },
        { "no state", response => response.Remove("state"), "did not start a sign-in with this state", HttpStatusCode.BadRequest },
        {
            "a state that only begins alike",
            response => response["state"] = response["state"]![..^1] + "~",
            "did not start a sign-in with this state",
            HttpStatusCode.BadRequest
        },
        {
            "another issuer",
            response => response["iss"] = "https://other.example",
            "comes from another provider",
            HttpStatusCode.BadRequest
        },
        {
            "no issuer from a provider that always sends it",
            response => response.Remove("iss"),
            "comes from another provider",
            HttpStatusCode.BadRequest
        },
        {
            "an error of another issuer",
            response => (response["iss"], response["error"]) = ("https://other.example", "access_denied"),
            "comes from another provider",
            HttpStatusCode.BadRequest
        },
        { "declined", response => (response["error"], response["code"]) = ("access_denied", null), "declined", HttpStatusCode.Forbidden },
        {
            "an error",
            response => response["error"] = "<script>alert(1)</script>",
            "The provider reports: <script>",
            HttpStatusCode.BadRequest
        },
        { "no code", response => response.Remove("code"), "no code", HttpStatusCode.BadRequest },
        { "another code", response => response["code"] = "guessed", "does not accept its code", HttpStatusCode.BadRequest },
    };

    [Theory]
    [MemberData(nameof(WrongCallbacks))]
    public async Task WrongCallback_SignsNoUserIn_AndIsExplained(
        string what, Action<Dictionary<string, string?>> change, string text, HttpStatusCode status)
    {
        _fixture.SignIns.Answering = change;
        using var browser = _fixture.Browse();

        var page = await browser.OpenAsync("/sign-in");

        page.ShouldRefuse(browser, text, status, what);
    }

    public static TheoryData<string, Action<TestSignIns>, string> WrongTokens => new()
    {
        { "another nonce", signIns => signIns.IdClaims = claims => claims["nonce"] = "other", "(nonce)" },
        { "no nonce", signIns => signIns.IdClaims = claims => claims.Remove("nonce"), "(nonce)" },
        { "an identity for another client", signIns => signIns.IdClaims = claims => claims["aud"] = "other", "another audience" },
        { "an identity obtained by another client", signIns => signIns.IdClaims = claims => claims["azp"] = "other", "(azp)" },
        { "an identity for several clients", signIns => signIns.IdClaims = SeveralClients, "(azp)" },
        { "another issuer", signIns => signIns.IdClaims = claims => claims["iss"] = "https://other.example", "issuer" },
        { "an identity without time of issue", signIns => signIns.IdClaims = claims => claims.Remove("iat"), "lacks a required value" },
        { "an identity with another access token", signIns => signIns.IdClaims = claims => claims["at_hash"] = "other", "(at_hash)" },
        { "an old identity", signIns => signIns.IdClaims = claims => claims["exp"] = TestIssuer.LongAgo, "expired" },
        { "a foreign key", signIns => signIns.IdKey = TestKey.Ec("foreign"), "unknown key" },
        { "a foreign key with the ID of the provider's key", signIns => signIns.IdKey = TestKey.Ec("ec"), "signature is not valid" },
        { "an access token for another audience", signIns => signIns.AccessClaims = claims => claims["aud"] = "other", "another audience" },
        { "an expired access token", signIns => signIns.AccessClaims = claims => claims["exp"] = TestIssuer.LongAgo, "expired" },
        { "a delegated access token", signIns => signIns.AccessClaims = Act, "is a delegated token" },
        { "a large access token", signIns => signIns.AccessClaims = claims => claims["groups"] = new string('g', 4000), "keep no cookie" },
        { "an access token without a user", signIns => signIns.AccessClaims = claims => claims["sub"] = "", "lacks sub" },
    };

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task WrongToken_SignsNoUserIn_AndIsExplained(string what, Action<TestSignIns> prepare, string text)
    {
        prepare(_fixture.SignIns);
        using var browser = _fixture.Browse();

        var page = await browser.OpenAsync("/sign-in");

        var status = page.Status == HttpStatusCode.Unauthorized ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest;
        page.ShouldRefuse(browser, text, status, what);
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
    public async Task ForeignReturnAddress_IsRefused_WithoutRedirect(string returnTo)
    {
        using var browser = _fixture.Browse();

        using var response = await browser.SendAsync("GET", $"/sign-in?return_to={HttpUtility.UrlEncode(returnTo)}");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        response.Headers.Location.Should().BeNull();
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
        (await response.Content.ReadAsStringAsync()).Should().Contain("must be a path of this server");
    }

    [Theory]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("[::1]", false)]
    [InlineData("sharing.example.com", true)]
    [InlineData("localhost.example.com", true)]
    public async Task Cookies_AreSecure_ExceptOnThisMachine(string host, bool isSecure)
    {
        using var browser = _fixture.Browse();

        using var response = await browser.SendAsync("GET", "/sign-in", null, ("Host", host));

        response.Headers.GetValues("Set-Cookie").Should().NotBeEmpty()
            .And.OnlyContain(cookie => cookie.Contains("; path=/sign-in; ") && cookie.Contains("; httponly"))
            .And.OnlyContain(cookie => cookie.Contains("; secure", StringComparison.Ordinal) == isSecure);
    }

    private static void Act(JsonObject claims) => (claims["act"], claims["scope"]) = (new JsonObject { ["sub"] = "x" }, "data:read");

    private static void SeveralClients(JsonObject claims) => claims["aud"] = new JsonArray(TestSignIns.ClientId, "other");
}
