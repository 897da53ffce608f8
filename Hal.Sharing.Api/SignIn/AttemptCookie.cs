using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.SignIn;

/// <summary>A cookie of one attempt to sign in. Each attempt has its own cookies, so that two tabs do not disturb each other.</summary>
internal sealed class AttemptCookie : CookieBuilder
{
    public const string Prefix = "sign-in.";

    private const int MostAtOnce = 8;
    private readonly TimeSpan _lifetime;

    /// <param name="name">Begins with <see cref="Prefix"/>; the handler appends a part that differs for each attempt.</param>
    public AttemptCookie(string name, TimeSpan lifetime) => (Name, _lifetime) = (name, lifetime);

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = CookieTraits.For(context.Request, BrowserSignIn.Path);
        // Not Expires: the clocks of clients differ.
        options.MaxAge = _lifetime;
        return options;
    }

    /// <summary>Deletes the cookies of unfinished attempts before a request carries more of them than the server accepts.</summary>
    public static void LimitAttempts(HttpContext http)
    {
        var unfinished = http.Request.Cookies.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        if (unfinished.Count >= MostAtOnce)
            unfinished.ForEach(name => http.Response.Cookies.Delete(name, CookieTraits.For(http.Request, BrowserSignIn.Path)));
    }
}
