using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Where the provider sends people back to.</summary>
[AllowAnonymous]
[HtmlPage]
[Route(BrowserSignIn.Path + "/callback")]
public sealed class CallbackController(BrowserSignIn signIn, SignInStates pendings, CodeExchange exchange, SessionCookies cookies) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> Get(CancellationToken cancellationToken)
    {
        if (signIn.WayFor(Request) is not SignInWay.Provider and var way)
            return SignInPages.NotPossible(way);
        var query = CallbackQuery.Read(Request.Query);
        if (query.State is null || pendings.End(HttpContext, query.State) is not { } pending)
            return SignInProblems.Unexpected;
        var (signedIn, fault) = await exchange.CompleteAsync(query, pending, AuthorizationRequest.RedirectUri(Request), cancellationToken);
        if (signedIn is null)
            return fault!;
        if (!cookies.TryWrite(HttpContext, signedIn))
            return SignInProblems.TooLarge(signedIn.Token.Length);
        SignedOutCookie.Clear(HttpContext);
        Response.Headers.CacheControl = "no-store";
        return Redirect(pending.ReturnTo);
    }
}
