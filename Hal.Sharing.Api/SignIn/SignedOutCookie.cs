using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Remembers that somebody signed out on purpose: the provider, who may still know him, is then told to ask who it is. Without, the next
/// person at the same browser would be signed in as the one before.
/// </summary>
internal static class SignedOutCookie
{
    private const string Name = "signed-out";

    public static bool IsOn(HttpRequest request) => request.Cookies.ContainsKey(Name);

    public static void Set(HttpContext http) => http.Response.Cookies.Append(Name, "1", Options(http.Request));

    public static void Clear(HttpContext http)
    {
        if (IsOn(http.Request))
            http.Response.Cookies.Delete(Name, Options(http.Request));
    }

    private static CookieOptions Options(HttpRequest request)
    {
        var options = CookieTraits.For(request);
        options.Path = request.PathBase.ToUriComponent() + BrowserSignIn.Path;
        return options;
    }
}
