using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>The properties of all refused sign-ins.</summary>
internal static class RefusedSignIn
{
    public static void ShouldRefuse(this BrowserPage page, TestBrowser browser, string text, HttpStatusCode status, string what)
    {
        page.Status.Should().Be(status, what);
        page.Text.Should().Contain(text, what);
        page.Document.Scripts.Should().BeEmpty();
        page.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-ancestors 'none'");
        page.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().Contain("/");
        browser.Cookie("token").Should().BeNull(what);
        browser.Cookie("session").Should().BeNull(what);
    }
}
