using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Auth;

/// <summary>The places where a request may carry its token: all of them are looked at, so that none outranks another in silence.</summary>
/// <param name="Tokens">Every token that was sent, in no order; empty when there is none.</param>
/// <param name="ByCookieAlone">Whether a browser may have added all of them without anybody's intent.</param>
/// <param name="Basic">What stands behind <c>Basic</c> in the Authorization header, empty for nothing; null when there is another scheme or none.</param>
public sealed record TokenSources(IReadOnlyList<string> Tokens, bool ByCookieAlone, string? Basic)
{
    public const string RefreshedHeader = "refreshed-token";
    public const string CookieName = "token";
    private const string Scheme = "Bearer";

    // Each costs a check of a signature; cookies of several paths and domains may add to the three carriers.
    private const int MostTokens = 6;

    /// <summary>One of the two is null.</summary>
    public static (TokenSources? TokenSources, ProblemResult? Fault) Read(IHeaderDictionary headers)
    {
        var tokens = new List<string>();
        if (ReadAuthorization(headers.Authorization, tokens, out var basic) is { } fault)
            return (null, fault);
        if (ReadRefreshed(headers[RefreshedHeader], tokens) is { } refreshedFault)
            return (null, refreshedFault);
        var beforeCookies = tokens.Count;
        // Read from the header itself, for ASP.NET keeps one of several cookies with the same name and hides the others.
        if (CookieHeaderValue.TryParseList(headers.Cookie, out var cookies))
        {
            tokens.AddRange(cookies.Where(cookie => cookie.Name == CookieName && cookie.Value.Length > 0)
                .Select(cookie => cookie.Value.Value!.Trim('"')));
        }
        return tokens.Count > MostTokens
            ? (null, ProblemResult.InvalidToken("too many tokens", $"The request carries {tokens.Count} tokens: send one."))
            : (new TokenSources(tokens, beforeCookies == 0 && tokens.Count > 0, basic), null);
    }

    /// <summary>Whether the request carries a token, and a browser may have added it without anybody's intent.</summary>
    public static bool IsByCookieAlone(HttpRequest request) => Read(request.Headers).TokenSources is { ByCookieAlone: true };

    /// <summary>Whether the address names a token (RFC 6750, section 2.3), which is never read.</summary>
    public static bool IsInAddress(HttpRequest request) => request.Query.ContainsKey("access_token") || request.Query.ContainsKey("token");

    private static ProblemResult? ReadAuthorization(StringValues values, List<string> tokens, out string? basic)
    {
        basic = null;
        if (values.Count == 0)
            return null;
        if (values.Count > 1)
            return ProblemResult.InvalidToken("several Authorization headers", "There are several Authorization headers: send one.");
        var (scheme, token) = Split(values.ToString());
        if (scheme.Equals(BasicCredentials.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            basic = token;
            return null;
        }
        if (!scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase))
            return ProblemResult.InvalidToken("unsupported scheme", "The Authorization header must be 'Bearer <token>'.");
        if (token.Length == 0)
            return ProblemResult.InvalidToken("empty token", "The Authorization header has no token after 'Bearer'.");
        tokens.Add(token);
        return null;
    }

    private static ProblemResult? ReadRefreshed(StringValues values, List<string> tokens)
    {
        if (values.Count == 0)
            return null;
        if (values.Count > 1 || values.ToString().Trim() is not { Length: > 0 } token)
            return ProblemResult.InvalidToken("bad refreshed-token header", "There must be one refreshed-token header with one token in it.");
        tokens.Add(token);
        return null;
    }

    private static (string Scheme, string Token) Split(string header)
    {
        var text = header.Trim();
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (text, "") : (text[..space], text[space..].Trim());
    }
}
