using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>What all refused attempts to sign in have in common.</summary>
internal static class RefusedSignIn
{
    public static void ShouldRefuse(this BrowserPage page, TestBrowser browser, string said, HttpStatusCode status, string what)
    {
        page.Status.Should().Be(status, what);
        page.Text.Should().Contain(said, what);
        page.Document.Scripts.Should().BeEmpty();
        page.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-ancestors 'none'");
        page.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().Contain("/");
        browser.Cookie("token").Should().BeNull(what);
        browser.Cookie("session").Should().BeNull(what);
    }
}
