using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Sign-in at a provider, in a browser, from end to end.</summary>
public sealed class ProviderSignInTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("the-secret-of-the-server")]
    public async Task User_IsSignedIn_AndReturnsToStart(string? secret)
    {
        await using var fixture = await SignInFixture.StartAsync(signIns => signIns.Secret = secret);
        using var browser = fixture.Browse();

        var page = await browser.OpenAsync("/authorizations");

        page.Address.PathAndQuery.Should().Be("/authorizations");
        page.Heading.Should().Be("Teams that use my data");
        using var me = await browser.SendAsync("GET", "/api/users/me");
        (await me.JsonAsync()).GetProperty("id").GetString().Should().Be("jdoe");
    }

    [Fact]
    public async Task AuthorizationRequest_HasConfiguredParameters_AndNewSecretsEachTime()
    {
        await using var fixture = await SignInFixture.StartAsync(
            ("Auth:SignInScopes", "openid offline_access"),
            ("Auth:SignInParameters:audience", "sharing"),
            ("Auth:SignInParameters:state", "mine"));
        await fixture.SignInAsync();
        var first = fixture.SignIns.LastRequest;
        await fixture.SignInAsync();
        var second = fixture.SignIns.LastRequest;

        first["scope"].Should().Be("openid offline_access");
        first["audience"].Should().Be("sharing");
        first["redirect_uri"].Should().Be($"{fixture.Address}sign-in/callback");
        first.Should().NotContainKey("prompt");
        first.Keys.Should().BeEquivalentTo(
            "audience", "client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "scope", "state");
        first["code_challenge"].Should().HaveLength(43);
        foreach (var secret in new[] { "state", "nonce", "code_challenge" })
            first[secret].Should().Match(text => text.Length >= 43, secret).And.NotBe(second[secret]).And.NotBe("mine");
    }

    [Fact]
    public async Task Cookies_AreHiddenFromScripts_AndForThisHostOnly()
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();

        using var response = await LastStepAsync(browser);

        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        var token = cookies.Should().ContainSingle(cookie => cookie.StartsWith("token=ey")).Subject;
        token.Should().Contain("; max-age=600").And.Contain("; path=/; samesite=lax; httponly")
            .And.NotContain("domain").And.NotContain("secure");
        var session = cookies.Should().ContainSingle(cookie => cookie.StartsWith("session=")).Subject;
        session.Should().Contain("; path=/; samesite=lax; httponly").And.NotContain("domain");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task ReplayedCode_IsRefused_InSameAndOtherBrowser()
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();
        using var first = await LastStepAsync(browser);
        var callback = first.RequestMessage!.RequestUri!.AbsoluteUri;

        using var other = fixture.Browse();
        var again = await browser.OpenAsync(callback);
        var stolen = await other.OpenAsync(callback);

        again.Text.Should().Contain("already finished");
        stolen.ShouldRefuse(other, "did not start a sign-in", HttpStatusCode.BadRequest, "stolen");
    }

    [Fact]
    public async Task ReplayedCode_WithCookiesOfAttempt_IsRefusedByProvider()
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();
        using var leaving = await browser.SendAsync("GET", "/sign-in");
        var kept = string.Join("; ", leaving.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using var sentBack = await browser.SendAsync("GET", leaving.Headers.Location!.AbsoluteUri);
        var callback = sentBack.Headers.Location!.AbsoluteUri;
        using var first = await browser.SendAsync("GET", callback);

        using var other = fixture.Browse();
        using var again = await other.SendAsync("GET", callback, null, ("Cookie", kept));

        first.StatusCode.Should().Be(HttpStatusCode.Redirect);
        again.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await again.Content.ReadAsStringAsync()).Should().Contain("was used before");
        other.Cookie("token").Should().BeNull();
    }

    [Fact]
    public async Task AttemptAfterTenMinutes_IsRefused()
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();
        using var leaving = await browser.SendAsync("GET", "/sign-in");
        fixture.Clock.Advance(TimeSpan.FromMinutes(10));

        var page = await browser.OpenAsync(leaving.Headers.Location!.AbsoluteUri);

        page.ShouldRefuse(browser, "more than ten minutes ago", HttpStatusCode.BadRequest, "late");
    }

    [Fact]
    public async Task TwoTabs_SignInIndependently()
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();
        using var one = await browser.SendAsync("GET", "/sign-in?return_to=/rels");
        using var two = await browser.SendAsync("GET", "/sign-in?return_to=/problems");

        (await browser.OpenAsync(one.Headers.Location!.AbsoluteUri)).Address.AbsolutePath.Should().Be("/rels");
        (await browser.OpenAsync(two.Headers.Location!.AbsoluteUri)).Address.AbsolutePath.Should().Be("/problems");
    }

    [Fact]
    public async Task ProviderWithoutResponse_Gives503_AtStartAndEnd()
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();
        fixture.Provider.IsAway = true;
        (await browser.OpenAsync("/sign-in")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);

        fixture.Provider.IsAway = false;
        fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        fixture.SignIns.TokensAreAway = true;
        var page = await browser.OpenAsync("/sign-in");

        page.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        page.Text.Should().Contain("does not respond");
        browser.Cookie("token").Should().BeNull();
    }

    [Fact]
    public async Task ProviderWithoutClientId_HasNoSignIn_AndNoLink()
    {
        await using var fixture = await SignInFixture.StartAsync(("Auth:ClientId", ""));
        using var browser = fixture.Browse();

        foreach (var address in new[] { "/sign-in", "/sign-in/callback?state=x&code=y" })
        {
            var page = await browser.OpenAsync(address);
            page.Status.Should().Be(HttpStatusCode.NotFound);
            page.Text.Should().Contain("Auth:ClientId");
        }
        using var root = await browser.SendAsync("GET", "/api");
        (await root.JsonAsync()).Rels().Should().NotContain("inf:sign-in");
    }

    [Fact]
    public async Task UnknownUserWithoutProvisioning_Gets403_AndIsNotSignedIn()
    {
        await using var fixture = await SignInFixture.StartAsync(("Auth:CreateUsers", "false"));
        fixture.SignIns.UserId = "unknown-user";
        using var browser = fixture.Browse();

        var page = await browser.OpenAsync("/sign-in");

        page.Status.Should().Be(HttpStatusCode.Forbidden);
        page.Text.Should().Contain("There is no user 'unknown-user'");
        browser.Cookie("token").Should().BeNull();
    }

    /// <summary>Returns the response to the callback.</summary>
    private static async Task<HttpResponseMessage> LastStepAsync(TestBrowser browser)
    {
        using var leaving = await browser.SendAsync("GET", "/sign-in");
        using var sentBack = await browser.SendAsync("GET", leaving.Headers.Location!.AbsoluteUri);
        return await browser.SendAsync("GET", sentBack.Headers.Location!.AbsoluteUri);
    }
}
