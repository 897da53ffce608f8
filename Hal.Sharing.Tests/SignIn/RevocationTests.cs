using System.Net;
using Hal.Sharing.Api.SignIn;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Sign-out revokes the refresh token at the provider (RFC 7009), so that a copied cookie refreshes nothing afterwards.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private SignInFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SignInFixture.StartAsync(signIns => signIns.Secret = "s");

    public async Task DisposeAsync() => await ((IAsyncLifetime)_fixture).DisposeAsync();

    [Fact]
    public async Task CopiedCookies_RefreshNothing_AfterSignOut()
    {
        using var browser = await _fixture.SignInAsync();
        var copied = browser.Jar();

        using var signedOut = await SignOutAsync(browser);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        using var thief = _fixture.Browse();
        using var late = await thief.SendAsync("GET", "/api/users/me", null, ("Cookie", copied));

        signedOut.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        _fixture.SignIns.Revocations.Should().Be(1);
        late.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task RefreshedToken_IsRevokedInsteadOfFormer()
    {
        using var browser = await _fixture.SignInAsync();
        var former = browser.Jar();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        using (await browser.SendAsync("GET", "/api/users/me"))
            _fixture.SignIns.Live.Should().Be(1);

        // This tab does not have the refreshed cookies yet.
        using var tab = _fixture.Browse();
        using var signedOut = await tab.SendAsync("POST", "/sign-out", null, ("Cookie", former), ("Sec-Fetch-Site", "same-origin"));

        _fixture.SignIns.Live.Should().Be(0);
    }

    [Fact]
    public async Task RefreshInProgress_EndsRevoked()
    {
        using var browser = await _fixture.SignInAsync();
        var (before, former) = (_fixture.SignIns.Refreshes, browser.Jar());
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        var gate = new TaskCompletionSource();
        _fixture.SignIns.Gate = gate.Task;
        using var other = _fixture.Browse();
        var inProgress = other.SendAsync("GET", "/api/users/me", null, ("Cookie", former));
        while (_fixture.SignIns.Refreshes == before)
            await Task.Delay(10);

        using var signedOut = await SignOutAsync(browser);
        gate.SetResult();
        using var late = await inProgress;

        while (_fixture.SignIns.Live > 0)
            await Task.Delay(10);
        late.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task ProviderWithoutResponse_DelaysNoSignOut()
    {
        using var browser = await _fixture.SignInAsync();
        var gate = new TaskCompletionSource();
        _fixture.SignIns.RevocationGate = gate.Task;

        var signingOut = SignOutAsync(browser);
        while (_fixture.SignIns.Revocations == 0)
            await Task.Delay(10);
        _fixture.Clock.Advance(TokenRefresher.RevocationLimit);
        using var signedOut = await signingOut;
        gate.SetResult();

        signedOut.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        browser.Cookie("session").Should().BeNull();
    }

    [Fact]
    public async Task ProviderWithoutRevocation_PreventsNoSignOut()
    {
        await using var plain = await SignInFixture.StartAsync(signIns => signIns.OffersRevocation = false);
        using var browser = await plain.SignInAsync();
        using var signedOut = await SignOutAsync(browser);
        using var other = await _fixture.SignInAsync();
        _fixture.Provider.IsAway = true;
        using var away = await SignOutAsync(other);

        (signedOut.StatusCode, away.StatusCode).Should().Be((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther));
        (browser.Cookie("session"), other.Cookie("session")).Should().Be((null, null));
        plain.SignIns.Revocations.Should().Be(0);
    }

    private static Task<HttpResponseMessage> SignOutAsync(TestBrowser browser) =>
        browser.SendAsync("POST", "/sign-out", null, ("Sec-Fetch-Site", "same-origin"));
}
