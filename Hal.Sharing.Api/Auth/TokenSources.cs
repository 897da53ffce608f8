using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Auth;

/// <summary>The tokens of a request from all its sources. All are checked, so that none silently overrides another.</summary>
/// <param name="Tokens">All tokens, in no particular order, as parts of their headers: a verified token needs no copy.</param>
/// <param name="ByCookieAlone">Whether all tokens are from cookies, which a browser adds by itself.</param>
/// <param name="Basic">The value after <c>Basic</c> in the Authorization header, possibly empty; null if the scheme is another one or
/// missing.</param>
public sealed record TokenSources(IReadOnlyList<StringSegment> Tokens, bool ByCookieAlone, string? Basic)
{
    public const string RefreshedHeader = "refreshed-token";
    public const string CookieName = "token";
    private const string Scheme = "Bearer";

    // Each token costs a signature check. Cookies of several paths and domains can add to the three sources.
    private const int MostTokens = 6;

    /// <summary>Returns the tokens or the problem.</summary>
    public static (TokenSources? TokenSources, ProblemResult? Fault) Read(IHeaderDictionary headers)
    {
        var tokens = new List<StringSegment>(1);
        if (ReadAuthorization(headers.Authorization, tokens, out var basic) is { } fault)
            return (null, fault);
        if (ReadRefreshed(headers[RefreshedHeader], tokens) is { } refreshedFault)
            return (null, refreshedFault);
        var beforeCookies = tokens.Count;
        if (headers.Cookie is { Count: > 0 } cookies)
            ReadCookies(cookies, tokens);
        return tokens.Count > MostTokens
            ? (null, ProblemResult.InvalidToken("too many tokens", $"The request has {tokens.Count} tokens: send one."))
            : (new TokenSources(tokens, beforeCookies == 0 && tokens.Count > 0, basic), null);
    }

    /// <summary>Returns whether the request has a token, and all its tokens are from cookies.</summary>
    public static bool IsByCookieAlone(HttpRequest request) => Read(request.Headers).TokenSources is { ByCookieAlone: true };

    /// <summary>Returns whether the address has a token (RFC 6750, section 2.3), which is never read.</summary>
    public static bool IsInAddress(HttpRequest request) => request.Query.ContainsKey("access_token") || request.Query.ContainsKey("token");

    private static ProblemResult? ReadAuthorization(StringValues values, List<StringSegment> tokens, out string? basic)
    {
        basic = null;
        if (values.Count == 0)
            return null;
        if (values.Count > 1)
            return ProblemResult.InvalidToken("several Authorization headers", "The request has several Authorization headers: send one.");
        var (scheme, token) = Split(new StringSegment(values).Trim());
        if (scheme.Equals(BasicCredentials.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            basic = token.ToString();
            return null;
        }
        if (!scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase))
            return ProblemResult.InvalidToken("unsupported scheme", "The Authorization header must be 'Bearer <token>'.");
        if (token.Length == 0)
            return ProblemResult.InvalidToken("empty token", "The Authorization header has no token after 'Bearer'.");
        tokens.Add(token);
        return null;
    }

    private static ProblemResult? ReadRefreshed(StringValues values, List<StringSegment> tokens)
    {
        if (values.Count == 0)
            return null;
        if (values.Count > 1 || values.ToString().Trim() is not { Length: > 0 } token)
        {
            return ProblemResult.InvalidToken(
                "bad refreshed-token header", "The request must have at most one refreshed-token header, with one token.");
        }
        tokens.Add(token);
        return null;
    }

    // Read from the header, because ASP.NET Core keeps only one of several cookies with the same name.
    private static void ReadCookies(StringValues values, List<StringSegment> tokens)
    {
        if (!CookieHeaderValue.TryParseList(values, out var cookies))
            return;
        tokens.AddRange(cookies.Where(cookie => cookie.Name == CookieName && cookie.Value.Length > 0)
            .Select(cookie => new StringSegment(cookie.Value.Value!.Trim('"'))));
    }

    private static (StringSegment Scheme, StringSegment Token) Split(StringSegment header)
    {
        var space = header.IndexOf(' ');
        return space < 0 ? (header, StringSegment.Empty) : (header.Subsegment(0, space), header.Subsegment(space).Trim());
    }
}
