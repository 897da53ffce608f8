namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Writes the header <c>Link</c> (RFC 8288), for clients and caches that do not read documents.</summary>
public static class LinkHeader
{
    private static readonly string[] Pages = ["first", "prev", "next", "last"];

    /// <summary>
    /// Tells caches which other responses a write invalidated (draft-nottingham-linked-cache-inv): the collections that contain what was
    /// written. Hrefs are path-absolute; the path base is added when they are sent.
    /// </summary>
    public static void Invalidates(this HttpResponse response, params ReadOnlySpan<string> hrefs)
    {
        foreach (var href in hrefs)
            Append(response.HttpContext, href, "invalidates");
    }

    internal static void Append(HttpContext http, string href, string rel) => http.Response.Headers.Append("Link", Value(http, href, rel));

    internal static string[] OfPages(HttpContext http, Resource document)
    {
        List<string>? links = null;
        foreach (var relation in document.Relations)
            if (relation.Target is string href && Array.IndexOf(Pages, relation.Rel) >= 0)
                (links ??= []).Add(Value(http, href, relation.Rel));
        return links?.ToArray() ?? [];
    }

    private static string Value(HttpContext http, string href, string rel) => $"<{http.Request.WithPathBase(href)}>; rel=\"{rel}\"";
}
