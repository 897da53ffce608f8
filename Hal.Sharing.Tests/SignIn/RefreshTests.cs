using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Whoever has signed in stays so, as long as the provider wants that; its refresh tokens count once.</summary>
public sealed class RefreshTests : IClassFixture<SignInFixture>
{
    private const string Nobodys = "/api/integrations/nobodys";
    private readonly SignInFixture _stage;

    public RefreshTests(SignInFixture stage)
    {
        _stage = stage;
        _stage.SignIns.Reset();
    }

    [Fact]
    public async Task TokenWithMuchOfItsLifeLeft_StaysAsItIs()
    {
        using var browser = await _stage.SignInAsync();
        var (before, token) = (_stage.SignIns.Refreshes, browser.Cookie("token"));
        _stage.Clock.Advance(TimeSpan.FromMinutes(7));

        using var answer = await browser.SendAsync("GET", "/api/users/me");

        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
        (_stage.SignIns.Refreshes - before, browser.Cookie("token")).Should().Be((0, token));
    }

    [Fact]
    public async Task TokenThatIsAboutToEnd_IsRenewedOnTheWay_AgainAndAgain()
    {
        using var browser = await _stage.SignInAsync();
        var before = _stage.SignIns.Refreshes;
        for (var i = 1; i <= 3; i++)
        {
            var (token, session) = (browser.Cookie("token"), browser.Cookie("session"));
            _stage.Clock.Advance(TimeSpan.FromMinutes(8.5));

            using var answer = await browser.SendAsync("GET", "/api/users/me");

            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            browser.Cookie("token").Should().NotBe(token);
            browser.Cookie("session").Should().NotBe(session, "the refresh token was rotated");
            (_stage.SignIns.Refreshes - before).Should().Be(i);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(600)]
    public async Task WhoComesBackAfterTheTokensEnd_IsStillSignedIn(int minutes)
    {
        using var browser = await _stage.SignInAsync();
        _stage.Clock.Advance(TimeSpan.FromMinutes(minutes));
        browser.Forget("token");

        using var answer = await browser.SendAsync("GET", "/api/users/me");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        browser.Cookie("token").Should().NotBeNull();
    }

    [Fact]
    public async Task RequestsAtOnce_ShareOneRenewal_AndLateOnesGetTheSame()
    {
        using var browser = await _stage.SignInAsync();
        var (before, former) = (_stage.SignIns.Refreshes, browser.Jar());
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));
        var gate = new TaskCompletionSource();
        _stage.SignIns.Gate = gate.Task;

        // Each with the cookies of before, as a browser sends them that has had no answer yet.
        var requests = Enumerable.Range(0, 12).Select(_ => SendAsync(former)).ToList();
        while (_stage.SignIns.Refreshes == before)
            await Task.Delay(10);
        await Task.Delay(100);
        gate.SetResult();
        var answers = await Task.WhenAll(requests);
        _stage.Clock.Advance(TimeSpan.FromSeconds(20));
        var late = await SendAsync(former);

        answers.Append(late).Select(answer => answer.StatusCode).Should().OnlyContain(status => status == HttpStatusCode.OK);
        answers.Append(late).Select(Token).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        (_stage.SignIns.Refreshes - before, _stage.SignIns.MostAtOnce).Should().Be((1, 1));
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));
        (await SendAsync(Jar(late))).StatusCode.Should().Be(HttpStatusCode.OK, "the provider has seen no refresh token twice");
    }

    [Fact]
    public async Task RefusedRenewal_ChangesNothing_UntilTheTokenEnds()
    {
        using var browser = await _stage.SignInAsync();
        var (before, token) = (_stage.SignIns.Refreshes, browser.Cookie("token"));
        _stage.SignIns.RefusesRefreshes = true;
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));

        for (var i = 0; i < 3; i++)
        {
            using var answer = await browser.SendAsync("GET", "/api/users/me");
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (_stage.SignIns.Refreshes - before, browser.Cookie("token")).Should().Be((1, token), "a refusal is not asked for again and again");
        _stage.Clock.Advance(TimeSpan.FromMinutes(2));
        using var late = await browser.SendAsync("GET", "/api/users/me");
        late.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        browser.Cookie("token").Should().BeNull("a cookie that is good for nothing is taken away");
        using var root = await browser.SendAsync("GET", "/api");
        (await root.JsonAsync()).Rels().Should().Contain("inf:sign-in").And.NotContain("inf:me");
    }

    [Fact]
    public async Task ProviderThatIsAway_IsAskedAgainLater()
    {
        using var browser = await _stage.SignInAsync();
        var token = browser.Cookie("token");
        _stage.SignIns.TokensAreAway = true;
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));
        (await browser.SendAsync("GET", "/api/users/me")).StatusCode.Should().Be(HttpStatusCode.OK);

        _stage.SignIns.TokensAreAway = false;
        _stage.Clock.Advance(TimeSpan.FromSeconds(11));
        (await browser.SendAsync("GET", "/api/users/me")).StatusCode.Should().Be(HttpStatusCode.OK);

        browser.Cookie("token").Should().NotBe(token);
    }

    [Fact]
    public async Task TokenForSomebodyElse_IsNoRenewal()
    {
        using var browser = await _stage.SignInAsync();
        var token = browser.Cookie("token");
        _stage.SignIns.UserId = "admin";
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));

        using var answer = await browser.SendAsync("GET", "/api/users/me");

        (await answer.JsonAsync()).GetProperty("id").GetString().Should().Be("jdoe");
        browser.Cookie("token").Should().Be(token);
    }

    [Fact]
    public async Task SomebodyElsesToken_IsNotReplacedByTheSessionBesideIt()
    {
        using var browser = await _stage.SignInAsync();
        var before = _stage.SignIns.Refreshes;
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));
        var other = _stage.Provider.Token("asmith", claims => claims["exp"] = _stage.Clock.GetUtcNow().ToUnixTimeSeconds() + 30);

        using var answer = await SendAsync($"token={other}; session={browser.Cookie("session")}");

        (await answer.JsonAsync()).GetProperty("id").GetString().Should().Be("asmith");
        (_stage.SignIns.Refreshes - before, answer.Headers.Contains("Set-Cookie")).Should().Be((0, false));
    }

    [Fact]
    public async Task RenewedToken_StillSignsNoChangeFromElsewhere()
    {
        using var browser = await _stage.SignInAsync();
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));

        using var foreign = await browser.SendAsync("DELETE", Nobodys, null, ("Sec-Fetch-Site", "cross-site"));
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));
        using var own = await browser.SendAsync("DELETE", Nobodys, null, ("Sec-Fetch-Site", "same-origin"));

        (foreign.StatusCode, own.StatusCode).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task HeaderOutranksNothing_AndStartsNoRenewal()
    {
        using var browser = await _stage.SignInAsync();
        var before = _stage.SignIns.Refreshes;
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));

        using var answer = await browser.SendAsync("GET", "/api/users/me", null, ("Authorization", $"Bearer {browser.Cookie("token")}"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        _stage.SignIns.Refreshes.Should().Be(before);
    }

    [Fact]
    public async Task ForgedSession_IsNone()
    {
        var before = _stage.SignIns.Refreshes;

        using var answer = await SendAsync("session=CfDJ8forged");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        _stage.SignIns.Refreshes.Should().Be(before);
    }

    [Fact]
    public async Task SigningOut_EndsARenewalThatIsUnderWay()
    {
        using var browser = await _stage.SignInAsync();
        var (before, former) = (_stage.SignIns.Refreshes, browser.Jar());
        _stage.Clock.Advance(TimeSpan.FromMinutes(9));
        var gate = new TaskCompletionSource();
        _stage.SignIns.Gate = gate.Task;
        var underWay = SendAsync(former);
        while (_stage.SignIns.Refreshes == before)
            await Task.Delay(10);

        using var signedOut = await browser.SendAsync("POST", "/sign-out", null, ("Sec-Fetch-Site", "same-origin"));
        gate.SetResult();
        using var late = await underWay;

        signedOut.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        late.Headers.Contains("Set-Cookie").Should().BeFalse("it would sign the user in again");
    }

    private async Task<HttpResponseMessage> SendAsync(string cookies)
    {
        using var fresh = _stage.Browse();
        return await fresh.SendAsync("GET", "/api/users/me", null, ("Cookie", cookies));
    }

    private static string? Token(HttpResponseMessage answer) => Set(answer, "token");

    private static string Jar(HttpResponseMessage answer) => $"token={Set(answer, "token")}; session={Set(answer, "session")}";

    private static string? Set(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.FirstOrDefault(cookie => cookie.StartsWith($"{name}="))?.Split(';')[0][(name.Length + 1)..] : null;
}
