namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Answers with a resource in the representation that was negotiated for this request, with its validator; or, to who has it already,
/// with 304.
/// </summary>
public sealed class HalResult(Resource document, int status = StatusCodes.Status200OK) : IActionResult
{
    /// <summary>Where a created resource is: a path-absolute href, sent behind the path base.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// Whether <c>application/json</c> asks for the state alone, of a collection for the array of its items' states, and not for
    /// the same bytes as HAL.
    /// </summary>
    public bool IsPlainJson { get; init; }

    /// <summary>The validator, where it was known before the document; null: it follows from the document's bytes.</summary>
    public string? Tag { get; init; }

    internal Resource Document => document;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var mediaType = Representation.Of(http);
        var isSafe = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);

        if (http.Features.Get<CapturedDocument>() is { } transcluded)
        {
            transcluded.Document = status == StatusCodes.Status200OK ? document : null;
            return;
        }
        var hasMore = isSafe && await InternalSubrequest.ApplyAsync(http, document);

        using var buffer = new PooledBuffer();
        if (IsPlainJson && mediaType == MediaTypes.Json)
            HalWriter.WritePlainJson(buffer, document);
        else
            HalWriter.Write(buffer, document, HalOptions.Of(http), http.Request.PathBase.ToUriComponent(), forms: mediaType == MediaTypes.HalForms);

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
        // What a write answers with is, like what a GET of this address would: its tag is good there (RFC 9110, section 8.7).
        if (!isSafe)
            response.Headers.ContentLocation = http.Request.WithPathBase(document.Self);
        LinkHeader.AddPages(http, document);
    }
}

/// <summary>304: the client has what would be sent (RFC 9110, section 15.4.5).</summary>
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
