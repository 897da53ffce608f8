using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Signing in at a provider, in a browser, from end to end.</summary>
public sealed class ProviderSignInTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("the-secret-of-the-server")]
    public async Task SomebodyIsSignedIn_AndComesBackToWhereHeWas(string? secret)
    {
        await using var stage = await SignInFixture.StartAsync(signIns => signIns.Secret = secret);
        using var browser = stage.Browse();

        var page = await browser.OpenAsync("/authorizations");

        page.Address.PathAndQuery.Should().Be("/authorizations");
        page.Heading.Should().Be("Teams that use my data");
        using var me = await browser.SendAsync("GET", "/api/users/me");
        (await me.JsonAsync()).GetProperty("id").GetString().Should().Be("jdoe");
    }

    [Fact]
    public async Task WhatIsAsked_IsOnlyWhatMustBe_AndIsNewEachTime()
    {
        await using var stage = await SignInFixture.StartAsync(("Auth:SignInScopes", "openid offline_access"), ("Auth:SignInParameters:audience", "sharing"), ("Auth:SignInParameters:state", "mine"));
        await stage.SignInAsync();
        var first = stage.SignIns.LastRequest;
        await stage.SignInAsync();
        var second = stage.SignIns.LastRequest;

        first["scope"].Should().Be("openid offline_access");
        first["audience"].Should().Be("sharing");
        first["redirect_uri"].Should().Be($"{stage.Address}sign-in/callback");
        first.Should().NotContainKey("prompt");
        foreach (var secret in new[] { "state", "nonce", "code_challenge" })
            first[secret].Should().HaveLength(43).And.NotBe(second[secret]).And.NotBe("mine");
    }

    [Fact]
    public async Task Cookies_AreOutOfScriptsReach_AndOfThisHostAlone()
    {
        await using var stage = await SignInFixture.StartAsync();
        using var browser = stage.Browse();

        using var answer = await LastStepAsync(browser);

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        var token = cookies.Should().ContainSingle(cookie => cookie.StartsWith("token=ey")).Subject;
        token.Should().Contain("; max-age=600").And.Contain("; path=/; samesite=lax; httponly").And.NotContain("domain").And.NotContain("secure");
        var session = cookies.Should().ContainSingle(cookie => cookie.StartsWith("session=")).Subject;
        session.Should().Contain("; path=/; samesite=lax; httponly").And.NotContain("domain");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task ReplayedCode_IsRefused_InTheSameBrowserAndInAnother()
    {
        await using var stage = await SignInFixture.StartAsync();
        using var browser = stage.Browse();
        using var first = await LastStepAsync(browser);
        var callback = first.RequestMessage!.RequestUri!.AbsoluteUri;

        using var other = stage.Browse();
        var again = await browser.OpenAsync(callback);
        var stolen = await other.OpenAsync(callback);

        again.Text.Should().Contain("has finished already");
        stolen.ShouldRefuse(other, "did not begin to sign in", HttpStatusCode.BadRequest, "stolen");
    }

    [Fact]
    public async Task ReplayedCode_WithTheCookieOfTheAttempt_IsRefusedByTheProvider()
    {
        await using var stage = await SignInFixture.StartAsync();
        using var browser = stage.Browse();
        using var leaving = await browser.SendAsync("GET", "/sign-in");
        var kept = leaving.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var sentBack = await browser.SendAsync("GET", leaving.Headers.Location!.AbsoluteUri);
        var callback = sentBack.Headers.Location!.AbsoluteUri;
        using var first = await browser.SendAsync("GET", callback);

        using var other = stage.Browse();
        using var again = await other.SendAsync("GET", callback, null, ("Cookie", kept));

        first.StatusCode.Should().Be(HttpStatusCode.Redirect);
        again.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await again.Content.ReadAsStringAsync()).Should().Contain("was used before");
        other.Cookie("token").Should().BeNull();
    }

    [Fact]
    public async Task AttemptThatTookTooLong_IsOver()
    {
        await using var stage = await SignInFixture.StartAsync();
        using var browser = stage.Browse();
        using var leaving = await browser.SendAsync("GET", "/sign-in");
        stage.Clock.Advance(TimeSpan.FromMinutes(10));

        var page = await browser.OpenAsync(leaving.Headers.Location!.AbsoluteUri);

        page.ShouldRefuse(browser, "more than ten minutes ago", HttpStatusCode.BadRequest, "late");
    }

    [Fact]
    public async Task TwoTabs_SignInBesideEachOther()
    {
        await using var stage = await SignInFixture.StartAsync();
        using var browser = stage.Browse();
        using var one = await browser.SendAsync("GET", "/sign-in?return_to=/rels");
        using var two = await browser.SendAsync("GET", "/sign-in?return_to=/problems");

        (await browser.OpenAsync(one.Headers.Location!.AbsoluteUri)).Address.AbsolutePath.Should().Be("/rels");
        (await browser.OpenAsync(two.Headers.Location!.AbsoluteUri)).Address.AbsolutePath.Should().Be("/problems");
    }

    [Fact]
    public async Task ProviderThatIsAway_IsSaidSo_AtEitherEnd()
    {
        await using var stage = await SignInFixture.StartAsync();
        using var browser = stage.Browse();
        stage.Provider.IsAway = true;
        (await browser.OpenAsync("/sign-in")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);

        stage.Provider.IsAway = false;
        stage.Clock.Advance(TimeSpan.FromSeconds(2));
        stage.SignIns.TokensAreAway = true;
        var page = await browser.OpenAsync("/sign-in");

        page.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        page.Text.Should().Contain("does not answer");
        browser.Cookie("token").Should().BeNull();
    }

    [Fact]
    public async Task ProviderWithoutClientId_HasNoSignIn_AndNoLinkToIt()
    {
        await using var stage = await SignInFixture.StartAsync(("Auth:ClientId", ""));
        using var browser = stage.Browse();

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
    public async Task UserWhomTheServerDoesNotWant_IsToldSo_AndNotSignedIn()
    {
        await using var stage = await SignInFixture.StartAsync(("Auth:CreateUsers", "false"));
        stage.SignIns.UserId = "nobody-here";
        using var browser = stage.Browse();

        var page = await browser.OpenAsync("/sign-in");

        page.Status.Should().Be(HttpStatusCode.Forbidden);
        page.Text.Should().Contain("Nobody has made the user 'nobody-here' here");
        browser.Cookie("token").Should().BeNull();
    }

    /// <summary>The answer to the address at which the provider hands somebody back.</summary>
    private static async Task<HttpResponseMessage> LastStepAsync(TestBrowser browser)
    {
        using var leaving = await browser.SendAsync("GET", "/sign-in");
        using var sentBack = await browser.SendAsync("GET", leaving.Headers.Location!.AbsoluteUri);
        return await browser.SendAsync("GET", sentBack.Headers.Location!.AbsoluteUri);
    }
}
