namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Adds the path base to hrefs, for proxies that serve this API below a path.</summary>
public static class HrefPrefix
{
    /// <summary>Returns the href with the request's path base if it is path-absolute, otherwise unchanged.</summary>
    public static string WithPathBase(this HttpRequest request, string href) =>
        Apply(request.PathBase.ToUriComponent(), href);

    internal static string Apply(string pathBase, string href) =>
        pathBase.Length > 0 && href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal)
            ? string.Concat(pathBase, href)
            : href;
}
