using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Takes the choice of a user; where people sign in otherwise, there is none.</summary>
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
        // Or somebody else's page could sign people in as whom it likes, and see what they then do.
        if (await FormPost.ReadAsync(HttpContext) is not { } form)
            return SignInProblems.StaleForm;
        var returnTo = form["return_to"].ToString();
        if (!ReturnPath.IsOurs(returnTo))
            return SignInProblems.ForeignReturn(returnTo);
        var userId = form["user"].ToString();
        if (await demo.SignInAsync(userId, cancellationToken) is not { } signedIn)
            return ProblemResult.Invalid($"There is no user '{Hypermedia.Truncate.Text(userId)}'.");
        cookies.TryWrite(HttpContext, signedIn);
        return FormPost.SeeOther(HttpContext, returnTo);
    }
}
