using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Ends a sign-in in this browser. The provider's own session continues, but the next sign-in asks the provider to authenticate again.
/// </summary>
[AllowAnonymous]
[HtmlPage]
[Route(Path)]
public sealed class SignOutController(SessionCookies cookies, TokenRefresher refresher) : ControllerBase
{
    public const string Path = Hrefs.SignOut;

    /// <summary>Shows a button and ends nothing, because links and images can cause this request.</summary>
    [HttpGet]
    public IActionResult Get() => SignInPages.SignOut(Request.PathBase.ToUriComponent());

    [HttpPost]
    [RequireSameOrigin]
    public async Task<IActionResult> Post()
    {
        if (cookies.Read(Request) is { } session)
            await refresher.EndAsync(session);
        SessionCookies.Delete(HttpContext);
        SignedOutCookie.Set(HttpContext);
        // A client that follows forms instead of pages gets no page.
        if (Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase))
            return NoContent();
        return FormPost.SeeOther(HttpContext, Request.PathBase.ToUriComponent() + "/");
    }
}
