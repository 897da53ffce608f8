namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Browsers send cookies with requests from other sites' pages. An unsafe request by cookie is therefore accepted only if the browser
/// states that it comes from a page of this server.
/// </summary>
public static class CookieRules
{
    /// <summary>Returns why an unsafe request with a token in a cookie only is refused, or null if it is accepted.</summary>
    public static ProblemResult? Fault(HttpRequest request, AuthOptions options) =>
        IsSafe(request.Method) || !TokenSources.IsByCookieAlone(request) || IsOurs(request, options)
            ? null
            : new ProblemResult(
                ProblemType.CookieRefused, "A change by cookie must come from a page of this server: use the Authorization header.");

    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Returns whether the browser states that a page of this server or of a configured origin made the request.</summary>
    public static bool IsOurs(HttpRequest request, AuthOptions options)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() == "same-origin")
            return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && (origin == $"{request.Scheme}://{request.Host}" || options.AllowedOrigins.Contains(origin, StringComparer.Ordinal));
    }
}
