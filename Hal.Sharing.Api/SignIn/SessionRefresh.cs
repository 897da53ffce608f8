using Hal.Sharing.Api.Auth;
using Microsoft.Extensions.Primitives;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Keeps users signed in: a request with a cookie whose token is about to expire continues with a new token, which the response writes to
/// the cookie. A 401 response deletes the token's cookie, so that the next request is anonymous.
/// </summary>
public sealed class SessionRefresh(RequestDelegate next, SessionCookies cookies, TokenRefresher refresher, TimeProvider clock)
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(2);

    public Task InvokeAsync(HttpContext http) => http.Request.Headers.Cookie.Count > 0 ? RefreshAsync(http) : next(http);

    private async Task RefreshAsync(HttpContext http)
    {
        if (http.Request.Cookies.Count > 0 && CallerEndpoint.WantsCaller(http.GetEndpoint()) && OfBrowser(http.Request) is { } tokens)
        {
            var refreshed = await RefreshAsync(http.Request, tokens, http.RequestAborted);
            http.Response.OnStarting(() => Finish(http, hadToken: tokens.Count > 0, refreshed));
        }
        await next(http);
    }

    /// <summary>Returns the tokens of a request whose tokens a browser added by itself; null for any other request.</summary>
    private static IReadOnlyList<StringSegment>? OfBrowser(HttpRequest request) =>
        TokenSources.Read(request.Headers).TokenSources is { Basic: null } sources && (sources.ByCookieAlone || sources.Tokens.Count == 0)
            ? sources.Tokens
            : null;

    private async Task<(Session Former, SignedIn Now)?> RefreshAsync(
        HttpRequest request, IReadOnlyList<StringSegment> tokens, CancellationToken cancellationToken)
    {
        if (tokens.Count > 1 || cookies.Read(request) is not { } session || !IsDue(tokens is [var token] ? token.ToString() : null, session)
            || refresher.HasEnded(session) || await refresher.RefreshAsync(session, cancellationToken) is not { } refreshed)
            return null;
        // The new token replaces the cookie, not the header: the rules for cookies still apply.
        var others = request.Cookies.Where(cookie => cookie.Key != TokenSources.CookieName)
            .Select(cookie => $"{cookie.Key}={Uri.EscapeDataString(cookie.Value)}");
        request.Headers.Cookie = string.Join("; ", others.Append($"{TokenSources.CookieName}={refreshed.Token}"));
        return (session, refreshed);
    }

    /// <summary>
    /// Returns whether there is no token, or less than a fifth of its lifetime or two minutes (but not more than half of its lifetime) is
    /// left.
    /// </summary>
    private bool IsDue(string? text, Session session)
    {
        if (text is null)
            return true;
        // The token is not verified yet. A forged token can at most cause the refresh of a genuine session.
        if (!CompactToken.TryParse(text, out var token) || !VerifiedToken.TryRead(token.Payload, isBuiltIn: false, out var claims)
            || !session.IsOf(claims))
            return false;
        var left = claims.Expires - clock.GetUtcNow();
        if (!token.Payload.TryReadTime("iat", out var issued) || issued is null)
            return left < AtLeast;
        var lifetime = claims.Expires - issued.Value;
        return left < lifetime / 5 || (left < AtLeast && left < lifetime / 2);
    }

    private Task Finish(HttpContext http, bool hadToken, (Session Former, SignedIn Now)? refreshed)
    {
        if (http.Response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            if (refreshed is not null)
                SessionCookies.DeleteSession(http);
            if (hadToken || refreshed is not null)
                SessionCookies.DeleteToken(http);
        }
        else if (refreshed is var (former, now) && !refresher.HasEnded(former) && (now.Session is null || !refresher.HasEnded(now.Session)))
        {
            // A user who signed out since then stays signed out.
            cookies.TryWrite(http, now);
        }
        return Task.CompletedTask;
    }
}
