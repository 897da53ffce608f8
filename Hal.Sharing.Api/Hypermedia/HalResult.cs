using System.Security.Cryptography;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Writes a resource in the representation that was negotiated for this request, with its entity tag; returns 304 if the client's copy
/// is current.
/// </summary>
/// <remarks>
/// In a subrequest, it writes nothing. A client can ask for linked documents inside a document (<c>Prefer: transclude=…</c>).
/// <see cref="InternalSubrequest"/> then sends a GET for each link through the whole pipeline, with a <see cref="CapturedDocument"/>
/// among the features of that request. If this result finds one, it stores its document there and returns; the outer result embeds it.
/// </remarks>
public sealed class HalResult(Resource document, int status = StatusCodes.Status200OK) : IDocumentResult
{
    /// <summary>The path-absolute href of a created resource; the path base is added when it is sent.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// Whether <c>application/json</c> contains only the state (for a collection, the array of its items' states) instead of the bytes of
    /// HAL.
    /// </summary>
    public bool IsPlainJson { get; init; }

    /// <summary>
    /// Whether the document reports on this request. It then represents no resource, so it has no validator and no <c>Content-Location</c>.
    /// </summary>
    public bool IsReport { get; init; }

    /// <summary>
    /// Lets the server store the document. The value is immutable and compared by value, and contains everything from which the document is
    /// made: two documents of one address with equal values are the same. Null if the document cannot be stored.
    /// </summary>
    public object? MadeFrom { get; init; }

    /// <summary>What the document shows that is not in <see cref="MadeFrom"/>: see <see cref="WrittenDocument.Shown"/>.</summary>
    public object? Shown { get; init; }

    Resource IDocumentResult.Document => document;

    /// <summary>
    /// Returns a result that sends the stored document of this value, or assembles, sends and stores it. The value is the document's only
    /// source, so pass a method without captured variables.
    /// </summary>
    public static IActionResult Of<T>(T madeFrom, Func<T, Resource> assemble)
        where T : class => new StorableResult<T>(madeFrom, assemble);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var isSafe = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);

        if (http.Features.Get<CapturedDocument>() is { } captured)
        {
            captured.Document = status == StatusCodes.Status200OK ? document : null;
            return;
        }
        if (isSafe)
            await InternalSubrequest.ApplyAsync(http, document);
        using var buffer = new PooledBuffer();
        var written = Write(http, buffer);
        if (MadeFrom is not null)
            http.RequestServices.GetRequiredService<DocumentStore>().Add(http, MadeFrom, written);
        if (isSafe)
            await written.SendAsync(http);
        else
            await SendWriteAsync(http, written);
    }

    private WrittenDocument Write(HttpContext http, PooledBuffer buffer)
    {
        var mediaType = Representation.Of(http);
        if (IsPlainJson && mediaType == MediaTypes.Json)
            HalWriter.WritePlainJson(buffer, document);
        else
            HalWriter.Write(
                buffer, document, HalOptions.Of(http), http.Request.PathBase.ToUriComponent(), forms: mediaType == MediaTypes.HalForms);
        return new(buffer.Written, SHA256.HashData(buffer.Written.Span), document.CurrentRevision, LinkHeader.OfPages(http, document))
        {
            Shown = Shown,
        };
    }

    /// <summary>
    /// Sends the response to a write. It equals that to a GET of the document's address, so the entity tag is valid there (RFC 9110,
    /// section 8.7).
    /// </summary>
    private Task SendWriteAsync(HttpContext http, WrittenDocument written)
    {
        if (IsReport)
            return written.SendAsync(http, status, tag: null);
        if (Location is not null)
            http.Response.Headers.Location = http.Request.WithPathBase(Location);
        http.Response.Headers.ContentLocation = http.Request.WithPathBase(document.Self);
        return written.SendAsync(http, status, EntityTag.Of(http, written));
    }
}
