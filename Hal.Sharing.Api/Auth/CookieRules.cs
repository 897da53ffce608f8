namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Browsers send cookies with requests that other people's pages make: an unsafe one counts only where the browser says that a page
/// of ours made it.
/// </summary>
public static class CookieRules
{
    /// <summary>What speaks against an unsafe request that carries its token by cookie alone; null when nothing does.</summary>
    public static ProblemResult? Judge(HttpRequest request, AuthOptions options) =>
        IsSafe(request.Method) || !TokenSources.IsByCookieAlone(request) || IsOurs(request, options)
            ? null
            : new ProblemResult(ProblemType.CookieRefused, "A change by cookie must come from a page of this server: use the Authorization header instead.");

    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Whether the browser says that a page of ours, or one that is configured as such, made the request.</summary>
    public static bool IsOurs(HttpRequest request, AuthOptions options)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() == "same-origin")
            return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && (origin == $"{request.Scheme}://{request.Host}" || options.AllowedOrigins.Contains(origin, StringComparer.Ordinal));
    }
}
