using System.Security.Cryptography;
using System.Text.Json;
using Hal.Sharing.Api.Auth;
using Microsoft.AspNetCore.DataProtection;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Reads and writes the cookies of a sign-in: <c>token</c>, which the API reads, and <c>session</c>, which refreshes the token.
/// </summary>
public sealed class SessionCookies(IDataProtectionProvider protection, TimeProvider clock, ILogger<SessionCookies> logger)
{
    public const string SessionName = "session";

    private readonly IDataProtector _protector = protection.CreateProtector("Hal.Sharing.SignIn.Session");

    /// <summary>Returns false, and writes nothing, if the token is too large for a cookie.</summary>
    public bool TryWrite(HttpContext http, SignedIn signedIn)
    {
        if (signedIn.Token.Length > CookieTraits.MaxSize)
            return false;
        var options = CookieTraits.For(http.Request);
        options.MaxAge = signedIn.Expires - clock.GetUtcNow();
        http.Response.Cookies.Append(TokenSources.CookieName, signedIn.Token, options);
        if (signedIn.Session is { } session && _protector.Protect(JsonSerializer.Serialize(session)) is var text && IsKept(text))
            http.Response.Cookies.Append(SessionName, text, CookieTraits.For(http.Request));
        else
            DeleteSession(http);
        return true;
    }

    /// <summary>Returns null if there is no session, or if this server did not write it.</summary>
    public Session? Read(HttpRequest request)
    {
        if (request.Cookies[SessionName] is not { Length: > 0 } text)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Session>(_protector.Unprotect(text));
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    public static void Delete(HttpContext http)
    {
        DeleteToken(http);
        DeleteSession(http);
    }

    public static void DeleteToken(HttpContext http) =>
        http.Response.Cookies.Delete(TokenSources.CookieName, CookieTraits.For(http.Request));

    public static void DeleteSession(HttpContext http)
    {
        if (http.Request.Cookies.ContainsKey(SessionName))
            http.Response.Cookies.Delete(SessionName, CookieTraits.For(http.Request));
    }

    private bool IsKept(string text)
    {
        if (text.Length <= CookieTraits.MaxSize)
            return true;
        logger.LogWarning(
            "The provider's refresh token is too large for a cookie ({Size} characters): users sign in again when a token expires",
            text.Length);
        return false;
    }
}
