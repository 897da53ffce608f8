using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.SignIn;

/// <summary>What people see who sign in or out.</summary>
internal static class SignInPages
{
    public static HtmlPage ChooseUser(string pathBase, SignInUsers users, string? text, string returnTo, Html token)
    {
        var found = users.Rows.Count == 0
            ? Html.Of($"<p>Nobody is called “{text}”.</p>")
            : Html.Of($"<ul class=\"choices\">\n{Html.Join(users.Rows.Select(Choice))}\n</ul>");
        return new("Sign in", Html.Of($"""
            <p>This server is not in production: nobody is asked for a password. Whom do you want to be?</p>
            <form method="get" action="{pathBase}{BrowserSignIn.Path}" role="search">
            <input type="hidden" name="return_to" value="{returnTo}">
            <p><label for="q">Name or id</label> <input id="q" name="q" type="search" maxlength="200" value="{text}"> <button>Search</button></p>
            </form>
            <form method="post" action="{pathBase}{BrowserSignIn.Path}">
            {token}
            <input type="hidden" name="return_to" value="{returnTo}">
            {found}
            </form>
            {(users.AreMore ? Html.Of($"<p>These are the first {users.Rows.Count}; search for others.</p>") : Html.Nothing)}
            """));
    }

    private static Html Choice(SignInUserRow user) => Html.Of(
        $"<li><button name=\"user\" value=\"{user.Id}\"><bdi>{user.DisplayName}</bdi> <span class=\"quiet\"><bdi>{user.Id}</bdi>{Remark(user)}</span></button></li>");

    private static Html Remark(SignInUserRow user) => user switch
    {
        { IsSuperuser: true } => Html.Of($" · superuser"),
        { ManagedBy: { } party } => Html.Of($" · managed by <bdi>{party}</bdi>"),
        _ => Html.Nothing,
    };

    /// <summary>Why signing in is not possible, and what to do.</summary>
    /// <param name="way">A way that is none for this request.</param>
    public static HtmlPage NotPossible(SignInWay way) => way switch
    {
        SignInWay.LocalOnly => Refusal(StatusCodes.Status403Forbidden, "Signing in without a password is only possible on the machine that runs this server, at http://localhost and its port. To allow it from other machines, set Auth:DemoSignInFromAnywhere to true."),
        SignInWay.TokensOnly => Refusal(StatusCodes.Status404NotFound, "People sign in at a provider here, but this server is no client of it: bring a token along, or have Auth:ClientId configured."),
        _ => Refusal(StatusCodes.Status404NotFound, "No provider signs people in here: have Auth:Authority, Auth:Audience and Auth:ClientId configured."),
    };

    private static HtmlPage Refusal(int status, string text) =>
        new("Signing in by browser is not set up", Html.Of($"<p role=\"alert\">{text}</p>")) { Status = status };

    public static HtmlPage SignOut(string pathBase) => new("Sign out", Html.Of($"""
        <p>You will be signed out of this server, in this browser.</p>
        <form method="post" action="{pathBase}{SignOutController.Path}"><p><button>Sign out</button></p></form>
        """));
}
