using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Where signing in begins: at the provider, or, to try things out, with the choice of a user.</summary>
[AllowAnonymous]
[HtmlPage]
[Route(BrowserSignIn.Path)]
public sealed class SignInController(BrowserSignIn signIn, AuthorizationRedirect departure, DemoSignIn demo) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> Get([FromQuery(Name = "return_to")] string? returnTo, string? q, string? page, CancellationToken cancellationToken)
    {
        returnTo ??= Request.PathBase.ToUriComponent() + "/";
        if (!ReturnPath.IsOurs(returnTo))
            return SignInProblems.ForeignReturn(returnTo);
        return signIn.WayFor(Request) switch
        {
            SignInWay.Provider => await departure.LeaveAsync(HttpContext, returnTo, cancellationToken),
            SignInWay.DemoUsers => await demo.ShowAsync(HttpContext, q, page, returnTo, cancellationToken),
            var way => SignInPages.NotPossible(way),
        };
    }
}
