using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Starts a sign-in: at the provider or, in Development without a provider, with a choice of users.</summary>
[AllowAnonymous]
[HtmlPage]
[Route(BrowserSignIn.Path)]
public sealed class SignInController(BrowserSignIn signIn, ProviderEndpoints provider, DemoSignIn demo) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> Get(
        [FromQuery(Name = "return_to")] string? returnTo, string? q, string? page, CancellationToken cancellationToken)
    {
        returnTo ??= Request.PathBase.ToUriComponent() + "/";
        if (!ReturnPath.IsOurs(returnTo))
            return SignInProblems.ForeignReturn(returnTo);
        return signIn.WayFor(Request) switch
        {
            SignInWay.Provider => await ChallengeAsync(returnTo, cancellationToken),
            SignInWay.DemoUsers => await demo.ShowAsync(HttpContext, q, page, returnTo, cancellationToken),
            var way => SignInPages.NotPossible(way),
        };
    }

    private async Task<IActionResult> ChallengeAsync(string returnTo, CancellationToken cancellationToken)
    {
        if (await provider.GetAsync(cancellationToken) is { Fault: { } fault })
            return fault;
        Response.Headers.CacheControl = "no-store";
        return Challenge(new AuthenticationProperties { RedirectUri = returnTo }, ProviderSignIn.Scheme);
    }
}
