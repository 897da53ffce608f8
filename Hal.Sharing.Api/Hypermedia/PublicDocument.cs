using System.Security.Cryptography;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// A document that is the same for all readers, and whose bytes depend on the path base alone. It keeps what it wrote for the last path
/// base: a server has one.
/// </summary>
/// <param name="write">Writes the document for the path base of a request.</param>
public sealed class PublicDocument(Func<HttpContext, byte[]> write)
{
    private Written? _last;

    /// <summary>Creates a document of a resource without forms.</summary>
    public static PublicDocument Of(Resource resource) => new(http =>
    {
        using var buffer = new PooledBuffer();
        HalWriter.Write(buffer, resource, HalOptions.Of(http), http.Request.PathBase.ToUriComponent(), forms: false);
        return buffer.Written.ToArray();
    });

    /// <summary>
    /// Returns the response in the negotiated media type, with a strong entity tag, or 304 if the client's copy is current.
    /// </summary>
    public IActionResult Respond(HttpContext http)
    {
        var pathBase = http.Request.PathBase.ToUriComponent();
        if (_last is not { } last || last.PathBase != pathBase)
        {
            var bytes = write(http);
            _last = last = new(pathBase, bytes, SHA256.HashData(bytes));
        }
        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.Headers.Vary = "Accept";
        var mediaType = Representation.Of(http);
        return Respond(http, last.Bytes, mediaType, EntityTag.OfPublic(mediaType, last.Digest));
    }

    /// <summary>
    /// Returns the bytes, or 304 if the client's copy is current. The framework would also refuse <c>If-Match</c>, which no other document
    /// reads on GET.
    /// </summary>
    public static IActionResult Respond(HttpContext http, byte[] bytes, string contentType, string tag)
    {
        http.Response.Headers.ETag = tag;
        return !HttpMethods.IsOptions(http.Request.Method) && EntityTag.IsHeld(http.Request, tag)
            ? new StatusCodeResult(StatusCodes.Status304NotModified) : new FileContentResult(bytes, contentType);
    }

    private sealed record Written(string PathBase, byte[] Bytes, byte[] Digest);
}
