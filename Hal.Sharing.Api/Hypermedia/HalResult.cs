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
public sealed class HalResult(Resource document, int status = StatusCodes.Status200OK) : IActionResult
{
    /// <summary>The path-absolute href of a created resource; the path base is added when it is sent.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// Whether <c>application/json</c> contains only the state (for a collection, the array of its items' states) instead of the bytes of
    /// HAL.
    /// </summary>
    public bool IsPlainJson { get; init; }

    /// <summary>The entity tag, if it was known before the document; null to derive it from the document's bytes.</summary>
    public string? Tag { get; init; }

    internal Resource Document => document;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var mediaType = Representation.Of(http);
        var isSafe = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);

        if (http.Features.Get<CapturedDocument>() is { } captured)
        {
            captured.Document = status == StatusCodes.Status200OK ? document : null;
            return;
        }
        var hasMore = isSafe && await InternalSubrequest.ApplyAsync(http, document);

        using var buffer = new PooledBuffer();
        if (IsPlainJson && mediaType == MediaTypes.Json)
            HalWriter.WritePlainJson(buffer, document);
        else
            HalWriter.Write(
                buffer, document, HalOptions.Of(http), http.Request.PathBase.ToUriComponent(), forms: mediaType == MediaTypes.HalForms);

        var tag = (hasMore ? null : Tag) ?? EntityTag.Of(http, document.CurrentRevision, buffer.Written.Span);
        if (isSafe && EntityTag.IsHeld(http.Request, tag))
        {
            await new NotModifiedResult(tag).ExecuteResultAsync(context);
            return;
        }
        WriteHead(http, mediaType, tag, buffer.Written.Length, isSafe);
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }

    private void WriteHead(HttpContext http, string mediaType, string tag, int length, bool isSafe)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = length;
        response.Headers.ETag = tag;
        if (Location is not null)
            response.Headers.Location = http.Request.WithPathBase(Location);
        // The response to a write equals that to a GET of this address, so the entity tag is valid there (RFC 9110, section 8.7).
        if (!isSafe)
            response.Headers.ContentLocation = http.Request.WithPathBase(document.Self);
        LinkHeader.AddPages(http, document);
    }
}

/// <summary>304: the client's copy is current (RFC 9110, section 15.4.5).</summary>
internal sealed class NotModifiedResult(string tag) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status304NotModified;
        response.Headers.ETag = tag;
        return Task.CompletedTask;
    }
}
