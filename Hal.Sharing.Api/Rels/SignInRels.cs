namespace Hal.Sharing.Api.Rels;

/// <summary>Signing in and out with a browser.</summary>
internal static class SignInRels
{
    private static readonly string[] Root = ["entry point"];

    public static readonly Rel[] All =
    [
        new(Relations.SignIn, "Sign in with a browser", "A page (`text/html`) that leads to the provider, or, without one and in Development only, lets one choose a user. There where that is possible; without a token, too.", Root,
            new RelRequest("GET", "/sign-in{?return_to}", "A redirection. In the end the browser has the cookie `token` and is where `return_to` says.", "nobody")
            {
                Members = [new("return_to", "a path of this server", "where to go afterwards; the start where it is left out")],
                Errors = [(ProblemType.SignInRefused, "the provider did not sign anybody in, or what it sent cannot be trusted; told as a page")],
            }),

        new(Relations.SignOut, "Sign out", "There for a caller whose token comes by the cookie.", Root,
            new RelRequest("POST", "/sign-out", "303 to the start; the cookies `token` and `session` are taken away. No body is needed.", "a page of this server, or of an allowed origin")
            {
                Errors = [(ProblemType.CookieRefused, "the browser does not say that the request comes from such a page")],
            }),
    ];
}
