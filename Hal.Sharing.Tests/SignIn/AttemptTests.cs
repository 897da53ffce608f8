using System.Net;
using Hal.Sharing.Api.Links;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>The limits of one attempt to sign in: its return path, its cookies and its callback.</summary>
public sealed class AttemptTests
{
    [Fact]
    public async Task LongestReturnPath_IsKept()
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();
        var path = "/rels?".PadRight(ReturnPath.MaxLength, 'x');

        var page = await browser.OpenAsync($"/sign-in?return_to={Uri.EscapeDataString(path)}");

        page.Address.PathAndQuery.Should().Be(path);
    }

    [Fact]
    public async Task UnfinishedAttempts_AreForgotten_BeforeRequestsGetTooLarge()
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();
        for (var i = 0; i < 60; i++)
            using (await browser.SendAsync("GET", "/sign-in")) { }

        await fixture.SignInAsync();
        var page = await browser.OpenAsync("/sign-in?return_to=/rels");

        page.Address.AbsolutePath.Should().Be("/rels");
        browser.Cookies.GetCookies(new Uri(fixture.Address, "/sign-in")).Should().HaveCountLessThan(12);
    }

    [Theory]
    [InlineData("POST", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", HttpStatusCode.BadRequest)]
    [InlineData("OPTIONS", HttpStatusCode.MethodNotAllowed)]
    public async Task Callback_TakesGetOnly(string method, HttpStatusCode status)
    {
        await using var fixture = await SignInFixture.StartAsync();
        using var browser = fixture.Browse();
        using var leaving = await browser.SendAsync("GET", "/sign-in");
        using var sentBack = await browser.SendAsync("GET", leaving.Headers.Location!.AbsoluteUri);

        using var response = await browser.SendAsync(method, sentBack.Headers.Location!.AbsoluteUri);

        response.StatusCode.Should().Be(status);
        browser.Cookie("token").Should().BeNull();
    }
}
