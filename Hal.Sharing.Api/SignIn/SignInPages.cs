using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Pages;

namespace Hal.Sharing.Api.SignIn;

/// <summary>The pages of sign-in and sign-out that do not depend on data.</summary>
internal static class SignInPages
{
    /// <summary>Says why sign-in is not possible and what to do.</summary>
    /// <param name="way">A way by which this request cannot sign in.</param>
    public static HtmlPage NotPossible(SignInWay way) => way switch
    {
        SignInWay.LocalOnly => Refusal(
            StatusCodes.Status403Forbidden,
            "To sign in without a password, use a browser on the machine that runs this server, at http://localhost and its port. " +
            "To allow it from other machines, set Auth:DemoSignInFromAnywhere to true."),
        SignInWay.TokensOnly => Refusal(
            StatusCodes.Status404NotFound, "Sign-in in a browser is not configured: set Auth:ClientId, or send a token."),
        _ => Refusal(
            StatusCodes.Status404NotFound, "No provider is configured: set Auth:Authority, Auth:Audience and Auth:ClientId."),
    };

    public static HtmlPage SignOut(string pathBase) => new("Sign out", Html.Of($"""
        <p>You will be signed out of this server, in this browser.</p>
        <form method="post" action="{pathBase}{SignOutController.Path}"><p><button>Sign out</button></p></form>
        """));

    private static HtmlPage Refusal(int status, string text) =>
        new("Sign-in not available", Html.Of($"<p role=\"alert\">{text}</p>")) { Status = status };
}
