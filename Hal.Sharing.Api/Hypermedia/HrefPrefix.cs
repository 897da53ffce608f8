namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Keeps hrefs right behind a proxy that serves this API below a path.</summary>
public static class HrefPrefix
{
    /// <summary>The href as a client must call it: path-absolute ones get the request's path base, all others stay.</summary>
    public static string WithPathBase(this HttpRequest request, string href) =>
        Apply(request.PathBase.ToUriComponent(), href);

    internal static string Apply(string pathBase, string href) =>
        pathBase.Length > 0 && href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal)
            ? string.Concat(pathBase, href)
            : href;
}
