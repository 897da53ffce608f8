using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

public sealed class SignOutTests : IClassFixture<SignInFixture>
{
    private readonly SignInFixture _fixture;

    public SignOutTests(SignInFixture fixture)
    {
        _fixture = fixture;
        _fixture.SignIns.Reset();
    }

    [Fact]
    public async Task LinkOfEntryPoint_SignsOut_AndNextSignInAuthenticatesAgain()
    {
        using var browser = await _fixture.SignInAsync();
        using var root = await browser.SendAsync("GET", "/api");

        var signOut = (await root.JsonAsync()).Href("inf:sign-out")!;
        using var response = await browser.SendAsync("POST", signOut, null, ("Sec-Fetch-Site", "same-origin"));

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        response.Headers.Location!.OriginalString.Should().Be("/");
        (browser.Cookie("token"), browser.Cookie("session")).Should().Be((null, null));
        (await browser.SendAsync("GET", "/api/users/me")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await browser.OpenAsync("/sign-in");
        _fixture.SignIns.LastRequest.Should().Contain("prompt", "login");
        await browser.OpenAsync("/sign-in");
        _fixture.SignIns.LastRequest.Should().NotContainKey("prompt");
    }

    [Fact]
    public async Task Page_SignsNoUserOut_ButItsButtonDoes()
    {
        using var browser = await _fixture.SignInAsync();

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
    public async Task OtherSites_CannotSignUsersOut(string name, string value)
    {
        using var browser = await _fixture.SignInAsync();

        using var response = await browser.SendAsync("POST", "/sign-out", null, (name, value));

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        browser.Cookie("token").Should().NotBeNull();
    }

    [Fact]
    public async Task LinkToSignOut_IsPresentForCookieOnly()
    {
        using var browser = _fixture.Browse();
        var token = _fixture.Provider.Token("jdoe");

        using var byHeader = await browser.SendAsync("GET", "/api", null, ("Authorization", $"Bearer {token}"));
        using var byBoth = await browser.SendAsync(
            "GET", "/api", null, ("Authorization", $"Bearer {token}"), ("Cookie", $"token={token}"));
        using var byCookie = await browser.SendAsync("GET", "/api", null, ("Cookie", $"token={token}"));
        using var byNothing = await browser.SendAsync("GET", "/api");

        (await byHeader.JsonAsync()).Rels().Should().NotContain("inf:sign-out").And.Contain(["inf:sign-in", "inf:authorizations"]);
        (await byBoth.JsonAsync()).Rels().Should().NotContain("inf:sign-out");
        (await byCookie.JsonAsync()).Rels().Should()
            .Contain(["inf:sign-out", "inf:authorizations"]).And.NotContain("inf:sign-in", "the user must sign out first");
        (await byNothing.JsonAsync()).Rels().Should()
            .Contain("inf:sign-in").And.NotContain(["inf:sign-out", "inf:authorizations"]);
    }
}
