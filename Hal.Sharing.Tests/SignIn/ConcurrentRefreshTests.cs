using System.Net;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>Concurrent requests cause one refresh, and sign-out ends a refresh in progress.</summary>
public sealed class ConcurrentRefreshTests : IClassFixture<SignInFixture>
{
    private readonly SignInFixture _fixture;

    public ConcurrentRefreshTests(SignInFixture fixture)
    {
        _fixture = fixture;
        _fixture.SignIns.Reset();
    }

    [Fact]
    public async Task ConcurrentRequests_ShareOneRefresh_AndLateOnesGetSameToken()
    {
        using var browser = await _fixture.SignInAsync();
        var (before, former) = (_fixture.SignIns.Refreshes, browser.Jar());
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        var gate = new TaskCompletionSource();
        _fixture.SignIns.Gate = gate.Task;

        // With the former cookies, as a browser sends them before it has a response.
        var requests = Enumerable.Range(0, 12).Select(_ => _fixture.SendAsync(former)).ToList();
        while (_fixture.SignIns.Refreshes == before)
            await Task.Delay(10);
        await Task.Delay(100);
        gate.SetResult();
        var responses = await Task.WhenAll(requests);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(20));
        var late = await _fixture.SendAsync(former);

        responses.Append(late).Select(response => response.StatusCode).Should().OnlyContain(status => status == HttpStatusCode.OK);
        responses.Append(late).Select(Token).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        (_fixture.SignIns.Refreshes - before, _fixture.SignIns.MostAtOnce).Should().Be((1, 1));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        (await _fixture.SendAsync(Jar(late))).StatusCode.Should().Be(HttpStatusCode.OK, "the provider has seen no refresh token twice");
    }

    [Fact]
    public async Task SignOut_EndsRefreshInProgress()
    {
        using var browser = await _fixture.SignInAsync();
        var (before, former) = (_fixture.SignIns.Refreshes, browser.Jar());
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        var gate = new TaskCompletionSource();
        _fixture.SignIns.Gate = gate.Task;
        var inProgress = _fixture.SendAsync(former);
        while (_fixture.SignIns.Refreshes == before)
            await Task.Delay(10);

        using var signedOut = await browser.SendAsync("POST", "/sign-out", null, ("Sec-Fetch-Site", "same-origin"));
        gate.SetResult();
        using var late = await inProgress;

        signedOut.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        late.Headers.Contains("Set-Cookie").Should().BeFalse("it would sign the user in again");
    }

    private static string? Token(HttpResponseMessage response) => Set(response, "token");

    private static string Jar(HttpResponseMessage response) => $"token={Set(response, "token")}; session={Set(response, "session")}";

    private static string? Set(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.FirstOrDefault(cookie => cookie.StartsWith($"{name}="))?.Split(';')[0][(name.Length + 1)..]
            : null;
}
