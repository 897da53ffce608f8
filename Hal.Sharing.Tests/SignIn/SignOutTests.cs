using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

public sealed class SignOutTests : IClassFixture<SignInFixture>
{
    private readonly SignInFixture _stage;

    public SignOutTests(SignInFixture stage)
    {
        _stage = stage;
        _stage.SignIns.Reset();
    }

    [Fact]
    public async Task LinkOfTheEntryPoint_SignsOut_AndTheNextSignInAsksAgain()
    {
        using var browser = await _stage.SignInAsync();
        using var root = await browser.SendAsync("GET", "/api");

        using var answer = await browser.SendAsync("POST", (await root.JsonAsync()).Href("inf:sign-out")!, null, ("Sec-Fetch-Site", "same-origin"));

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.Should().Be("/");
        (browser.Cookie("token"), browser.Cookie("session")).Should().Be((null, null));
        (await browser.SendAsync("GET", "/api/users/me")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await browser.OpenAsync("/sign-in");
        _stage.SignIns.LastRequest.Should().Contain("prompt", "login");
        await browser.OpenAsync("/sign-in");
        _stage.SignIns.LastRequest.Should().NotContainKey("prompt");
    }

    [Fact]
    public async Task LookingAtThePage_SignsNobodyOut_ItsButtonDoes()
    {
        using var browser = await _stage.SignInAsync();

        var page = await browser.OpenAsync("/sign-out");
        browser.Cookie("token").Should().NotBeNull();
        using var pressed = await browser.SubmitAsync(page, "Sign out");

        pressed.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        browser.Cookie("token").Should().BeNull();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Accept", "text/html")]
    public async Task OtherSites_SignNobodyOut(string name, string value)
    {
        using var browser = await _stage.SignInAsync();

        using var answer = await browser.SendAsync("POST", "/sign-out", null, (name, value));

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        browser.Cookie("token").Should().NotBeNull();
    }

    [Fact]
    public async Task LinkToSignOut_IsThereForACookieOnly()
    {
        using var browser = _stage.Browse();
        var token = _stage.Provider.Token("jdoe");

        using var byHeader = await browser.SendAsync("GET", "/api", null, ("Authorization", $"Bearer {token}"));
        using var byBoth = await browser.SendAsync("GET", "/api", null, ("Authorization", $"Bearer {token}"), ("Cookie", $"token={token}"));
        using var byCookie = await browser.SendAsync("GET", "/api", null, ("Cookie", $"token={token}"));
        using var byNothing = await browser.SendAsync("GET", "/api");

        (await byHeader.JsonAsync()).Rels().Should().NotContain("inf:sign-out").And.Contain(["inf:sign-in", "inf:authorizations"]);
        (await byBoth.JsonAsync()).Rels().Should().NotContain("inf:sign-out");
        (await byCookie.JsonAsync()).Rels().Should().Contain(["inf:sign-out", "inf:authorizations"]).And.NotContain("inf:sign-in", "he signs out first");
        (await byNothing.JsonAsync()).Rels().Should().Contain("inf:sign-in").And.NotContain(["inf:sign-out", "inf:authorizations"]);
    }
}
