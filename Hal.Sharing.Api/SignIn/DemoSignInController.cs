using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Signs in the chosen user where sign-in without a password is possible.</summary>
[AllowAnonymous]
[HtmlPage]
[Route(BrowserSignIn.Path)]
public sealed class DemoSignInController(BrowserSignIn signIn, DemoSignIn demo, SessionCookies cookies) : ControllerBase
{
    [HttpPost]
    [RequireSameOrigin]
    [FormBody]
    public async Task<IActionResult> Post(CancellationToken cancellationToken)
    {
        if (signIn.WayFor(Request) is not SignInWay.DemoUsers and var way)
            return SignInPages.NotPossible(way);
        // Otherwise, another site's page could sign users in as a user of its choice and observe what they do.
        if (await FormPost.ReadAsync(HttpContext) is not { } form)
            return SignInProblems.StaleForm;
        var returnTo = form["return_to"].ToString();
        if (!ReturnPath.IsOurs(returnTo))
            return SignInProblems.ForeignReturn(returnTo);
        var userId = form["user"].ToString();
        if (await demo.SignInAsync(userId, cancellationToken) is not { } signedIn)
            return ProblemResult.Invalid($"There is no user '{Truncate.Text(userId)}'.");
        cookies.TryWrite(HttpContext, signedIn);
        return FormPost.SeeOther(HttpContext, returnTo);
    }
}
