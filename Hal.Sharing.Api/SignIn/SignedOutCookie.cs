using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Records that the user signed out. The next sign-in then asks the provider to authenticate again. Otherwise, the next person at the
/// browser would be signed in as the former user.
/// </summary>
internal static class SignedOutCookie
{
    private const string Name = "signed-out";

    public static bool IsOn(HttpRequest request) => request.Cookies.ContainsKey(Name);

    public static void Set(HttpContext http) => http.Response.Cookies.Append(Name, "1", CookieTraits.For(http.Request, BrowserSignIn.Path));

    public static void Clear(HttpContext http)
    {
        if (IsOn(http.Request))
            http.Response.Cookies.Delete(Name, CookieTraits.For(http.Request, BrowserSignIn.Path));
    }
}
