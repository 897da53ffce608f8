using System.Net;
using Hal.Sharing.Api.SignIn;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Signing out ends the refresh token at the provider (RFC 7009), so that a copied cookie renews nothing afterwards.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private SignInFixture _stage = null!;

    public async Task InitializeAsync() => _stage = await SignInFixture.StartAsync(signIns => signIns.Secret = "s");

    public async Task DisposeAsync() => await ((IAsyncLifetime)_stage).DisposeAsync();

    [Fact]
    public async Task CopiedCookies_RenewNothingAfterSigningOut()
    {
        using var browser = await _stage.SignInAsync();
        var copied = browser.Jar();

        using var signedOut = await SignOutAsync(browser);
        _stage.Clock.Advance(TimeSpan.FromMinutes(11));
        using var thief = _stage.Browse();
        using var late = await thief.SendAsync("GET", "/api/users/me", null, ("Cookie", copied));

        signedOut.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        _stage.SignIns.Revocations.Should().Be(1);
        late.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task RenewedToken_IsRevokedInPlaceOfTheFormer()
    {
        using var browser = await _stage.SignInAsync();
        var former = browser.Jar();
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));
        using (await browser.SendAsync("GET", "/api/users/me"))
            _stage.SignIns.Live.Should().Be(1);

        // The response with the renewed cookies has not reached this tab yet.
        using var tab = _stage.Browse();
        using var signedOut = await tab.SendAsync("POST", "/sign-out", null, ("Cookie", former), ("Sec-Fetch-Site", "same-origin"));

        _stage.SignIns.Live.Should().Be(0);
    }

    [Fact]
    public async Task RenewalUnderWay_EndsRevoked()
    {
        using var browser = await _stage.SignInAsync();
        var (before, former) = (_stage.SignIns.Refreshes, browser.Jar());
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));
        var gate = new TaskCompletionSource();
        _stage.SignIns.Gate = gate.Task;
        using var other = _stage.Browse();
        var underWay = other.SendAsync("GET", "/api/users/me", null, ("Cookie", former));
        while (_stage.SignIns.Refreshes == before)
            await Task.Delay(10);

        using var signedOut = await SignOutAsync(browser);
        gate.SetResult();
        using var late = await underWay;

        while (_stage.SignIns.Live > 0)
            await Task.Delay(10);
        late.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task ProviderThatDoesNotAnswer_HoldsUpNoSignOut()
    {
        using var browser = await _stage.SignInAsync();
        var gate = new TaskCompletionSource();
        _stage.SignIns.RevocationGate = gate.Task;

        var signingOut = SignOutAsync(browser);
        while (_stage.SignIns.Revocations == 0)
            await Task.Delay(10);
        _stage.Clock.Advance(TokenRefresher.RevocationLimit);
        using var signedOut = await signingOut;
        gate.SetResult();

        signedOut.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        browser.Cookie("session").Should().BeNull();
    }

    [Fact]
    public async Task ProviderThatRefusesOrOffersNone_HindersNoSignOut()
    {
        await using var plain = await SignInFixture.StartAsync(signIns => signIns.OffersRevocation = false);
        using var browser = await plain.SignInAsync();
        using var signedOut = await SignOutAsync(browser);
        using var other = await _stage.SignInAsync();
        _stage.Provider.IsAway = true;
        using var away = await SignOutAsync(other);

        (signedOut.StatusCode, away.StatusCode).Should().Be((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther));
        (browser.Cookie("session"), other.Cookie("session")).Should().Be((null, null));
        plain.SignIns.Revocations.Should().Be(0);
    }

    private static Task<HttpResponseMessage> SignOutAsync(TestBrowser browser) =>
        browser.SendAsync("POST", "/sign-out", null, ("Sec-Fetch-Site", "same-origin"));
}
