using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Makes the callback an endpoint. The OpenID Connect handler answers first, in the authentication middleware; this action gets what the
/// handler does not recognize.
/// </summary>
[AllowAnonymous]
[HtmlPage]
[Route(ProviderSignIn.CallbackPath)]
public sealed class CallbackController(BrowserSignIn signIn) : ControllerBase
{
    [HttpGet]
    public IActionResult Get() => signIn.WayFor(Request) switch
    {
        SignInWay.Provider => SignInProblems.Unexpected,
        var way => SignInPages.NotPossible(way),
    };
}
