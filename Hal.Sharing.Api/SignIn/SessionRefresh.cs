using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Keeps people signed in: a request that comes by cookie with a token that is about to end goes on with a new one, and its answer
/// brings that to the browser. A cookie that is good for nothing any more is taken away, so that the next request is a stranger's.
/// </summary>
public sealed class SessionRefresh(RequestDelegate next, SessionCookies cookies, TokenRefresher renewals, TimeProvider clock)
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(2);

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Cookies.Count > 0 && CallerEndpoint.WantsCaller(http.GetEndpoint()) && OfBrowser(http.Request) is { } tokens)
        {
            var renewed = await RenewAsync(http.Request, tokens, http.RequestAborted);
            http.Response.OnStarting(() => Finish(http, hadToken: tokens.Count > 0, renewed));
        }
        await next(http);
    }

    /// <summary>The tokens of a request that a browser sends of its own accord; null for any other.</summary>
    private static IReadOnlyList<string>? OfBrowser(HttpRequest request) =>
        TokenSources.Read(request.Headers).TokenSources is { Basic: null } carriers && (carriers.ByCookieAlone || carriers.Tokens.Count == 0)
            ? carriers.Tokens
            : null;

    private async Task<(Session Former, SignedIn Now)?> RenewAsync(HttpRequest request, IReadOnlyList<string> tokens, CancellationToken cancellationToken)
    {
        if (tokens.Count > 1 || cookies.Read(request) is not { } session || !IsDue(tokens is [var token] ? token : null, session) || renewals.HasEnded(session)
            || await renewals.RenewAsync(session, cancellationToken) is not { } renewed)
            return null;
        // Every rule for cookies goes on to hold: the rest of the request sees another cookie, and no header.
        var others = request.Cookies.Where(cookie => cookie.Key != TokenSources.CookieName).Select(cookie => $"{cookie.Key}={Uri.EscapeDataString(cookie.Value)}");
        request.Headers.Cookie = string.Join("; ", others.Append($"{TokenSources.CookieName}={renewed.Token}"));
        return (session, renewed);
    }

    /// <summary>Whether less than a fifth of the token's life is left, or less than two minutes (but not more than half), or no token at all.</summary>
    private bool IsDue(string? text, Session session)
    {
        if (text is null)
            return true;
        // Nothing is believed yet: a forged token would at most have a genuine session renewed.
        if (!CompactToken.TryParse(text, out var token) || !VerifiedToken.TryRead(token.Payload, isBuiltIn: false, out var claims) || !session.IsOf(claims))
            return false;
        var left = claims.Expires - clock.GetUtcNow();
        if (!token.Payload.TryReadTime("iat", out var issued) || issued is null)
            return left < AtLeast;
        var life = claims.Expires - issued.Value;
        return left < life / 5 || (left < AtLeast && left < life / 2);
    }

    private Task Finish(HttpContext http, bool hadToken, (Session Former, SignedIn Now)? renewed)
    {
        if (http.Response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            if (renewed is not null)
                SessionCookies.DeleteSession(http);
            if (hadToken || renewed is not null)
                SessionCookies.DeleteToken(http);
        }
        else if (renewed is var (former, now) && !renewals.HasEnded(former) && (now.Session is null || !renewals.HasEnded(now.Session)))
        {
            // Whoever signed out meanwhile stays signed out.
            cookies.TryWrite(http, now);
        }
        return Task.CompletedTask;
    }
}
