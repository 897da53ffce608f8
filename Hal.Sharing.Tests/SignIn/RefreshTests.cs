using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>A token that is about to expire is refreshed, as long as the provider permits it. Each refresh token is used once.</summary>
public sealed class RefreshTests : IClassFixture<SignInFixture>
{
    private const string Unknown = "/api/integrations/unknown";
    private readonly SignInFixture _fixture;

    public RefreshTests(SignInFixture fixture)
    {
        _fixture = fixture;
        _fixture.SignIns.Reset();
    }

    [Fact]
    public async Task TokenWithMuchLifetimeLeft_IsKept()
    {
        using var browser = await _fixture.SignInAsync();
        var (before, token) = (_fixture.SignIns.Refreshes, browser.Cookie("token"));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(7));

        using var response = await browser.SendAsync("GET", "/api/users/me");

        response.Headers.Contains("Set-Cookie").Should().BeFalse();
        (_fixture.SignIns.Refreshes - before, browser.Cookie("token")).Should().Be((0, token));
    }

    [Fact]
    public async Task TokenAboutToExpire_IsRefreshed_Repeatedly()
    {
        using var browser = await _fixture.SignInAsync();
        var before = _fixture.SignIns.Refreshes;
        for (var i = 1; i <= 3; i++)
        {
            var (token, session) = (browser.Cookie("token"), browser.Cookie("session"));
            _fixture.Clock.Advance(TimeSpan.FromMinutes(8.5));

            using var response = await browser.SendAsync("GET", "/api/users/me");

            response.StatusCode.Should().Be(HttpStatusCode.OK);
            browser.Cookie("token").Should().NotBe(token);
            browser.Cookie("session").Should().NotBe(session, "the refresh token was rotated");
            (_fixture.SignIns.Refreshes - before).Should().Be(i);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(600)]
    public async Task UserAfterEndOfToken_IsStillSignedIn(int minutes)
    {
        using var browser = await _fixture.SignInAsync();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(minutes));
        browser.Forget("token");

        using var response = await browser.SendAsync("GET", "/api/users/me");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        browser.Cookie("token").Should().NotBeNull();
    }

    [Fact]
    public async Task RefusedRefresh_ChangesNothing_UntilTokenExpires()
    {
        using var browser = await _fixture.SignInAsync();
        var (before, token) = (_fixture.SignIns.Refreshes, browser.Cookie("token"));
        _fixture.SignIns.RefusesRefreshes = true;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));

        for (var i = 0; i < 3; i++)
        {
            using var response = await browser.SendAsync("GET", "/api/users/me");
            response.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (_fixture.SignIns.Refreshes - before, browser.Cookie("token")).Should().Be((1, token), "a refused refresh is not repeated");
        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        using var late = await browser.SendAsync("GET", "/api/users/me");
        late.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        browser.Cookie("token").Should().BeNull("the cookie is not valid for anything");
        using var root = await browser.SendAsync("GET", "/api");
        (await root.JsonAsync()).Rels().Should().Contain("inf:sign-in").And.NotContain("inf:me");
    }

    [Fact]
    public async Task ProviderWithoutResponse_IsAskedAgainLater()
    {
        using var browser = await _fixture.SignInAsync();
        var token = browser.Cookie("token");
        _fixture.SignIns.TokensAreAway = true;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        (await browser.SendAsync("GET", "/api/users/me")).StatusCode.Should().Be(HttpStatusCode.OK);

        _fixture.SignIns.TokensAreAway = false;
        _fixture.Clock.Advance(TimeSpan.FromSeconds(11));
        (await browser.SendAsync("GET", "/api/users/me")).StatusCode.Should().Be(HttpStatusCode.OK);

        browser.Cookie("token").Should().NotBe(token);
    }

    [Fact]
    public async Task TokenOfOtherUser_IsNotAccepted()
    {
        using var browser = await _fixture.SignInAsync();
        var token = browser.Cookie("token");
        _fixture.SignIns.UserId = "admin";
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));

        using var response = await browser.SendAsync("GET", "/api/users/me");

        (await response.JsonAsync()).GetProperty("id").GetString().Should().Be("jdoe");
        browser.Cookie("token").Should().Be(token);
    }

    [Fact]
    public async Task TokenOfOtherUser_IsNotReplacedBySession()
    {
        using var browser = await _fixture.SignInAsync();
        var before = _fixture.SignIns.Refreshes;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        var other = _fixture.Provider.Token("asmith", claims => claims["exp"] = _fixture.Clock.GetUtcNow().ToUnixTimeSeconds() + 30);

        using var response = await _fixture.SendAsync($"token={other}; session={browser.Cookie("session")}");

        (await response.JsonAsync()).GetProperty("id").GetString().Should().Be("asmith");
        (_fixture.SignIns.Refreshes - before, response.Headers.Contains("Set-Cookie")).Should().Be((0, false));
    }

    [Fact]
    public async Task RefreshedToken_PermitsNoChangeFromOtherSites()
    {
        using var browser = await _fixture.SignInAsync();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));

        using var foreign = await browser.SendAsync("DELETE", Unknown, null, ("Sec-Fetch-Site", "cross-site"));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        using var own = await browser.SendAsync("DELETE", Unknown, null, ("Sec-Fetch-Site", "same-origin"));

        (foreign.StatusCode, own.StatusCode).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Header_OverridesNothing_AndStartsNoRefresh()
    {
        using var browser = await _fixture.SignInAsync();
        var before = _fixture.SignIns.Refreshes;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));

        using var response = await browser.SendAsync("GET", "/api/users/me", null, ("Authorization", $"Bearer {browser.Cookie("token")}"));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        _fixture.SignIns.Refreshes.Should().Be(before);
    }

    [Fact]
    public async Task ForgedSession_IsIgnored()
    {
        var before = _fixture.SignIns.Refreshes;

        using var response = await _fixture.SendAsync("session=CfDJ8forged");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        _fixture.SignIns.Refreshes.Should().Be(before);
    }
}
