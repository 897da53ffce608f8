using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Ends a sign-in in this browser. The provider's own goes on; it is told to ask again the next time.</summary>
[AllowAnonymous]
[HtmlPage]
[Route(Path)]
public sealed class SignOutController(SessionCookies cookies, TokenRefresher renewals) : ControllerBase
{
    public const string Path = Links.Hrefs.SignOut;

    /// <summary>Links and images lead here, too: nothing ends by looking.</summary>
    [HttpGet]
    public IActionResult Get() => SignInPages.SignOut(Request.PathBase.ToUriComponent());

    [HttpPost]
    [RequireSameOrigin]
    public async Task<IActionResult> Post()
    {
        if (cookies.Read(Request) is { } session)
            await renewals.EndAsync(session);
        SessionCookies.Delete(HttpContext);
        SignedOutCookie.Set(HttpContext);
        // Who follows forms, and not pages, wants no page in answer.
        if (Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase))
            return NoContent();
        return FormPost.SeeOther(HttpContext, Request.PathBase.ToUriComponent() + "/");
    }
}
