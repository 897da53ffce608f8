namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A document as it was written: its bytes, and what its headers say of them.</summary>
/// <param name="Digest">The SHA-256 digest of the bytes.</param>
/// <param name="Revision">The revision of the state; null if the document has none.</param>
/// <param name="PageLinks">The values of the header <c>Link</c>.</param>
public sealed record WrittenDocument(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Digest, string? Revision, string[] PageLinks)
{
    /// <summary>What the document shows that its key does not cover; the noun compares it. Null if the key covers everything.</summary>
    public object? Shown { get; init; }

    /// <summary>Sends the document in the response to a safe method; 304 if the client's copy is current.</summary>
    internal Task SendAsync(HttpContext http)
    {
        var tag = EntityTag.Of(http, this);
        if (EntityTag.IsHeld(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            http.Response.Headers.ETag = tag;
            return Task.CompletedTask;
        }
        return SendAsync(http, StatusCodes.Status200OK, tag);
    }

    /// <summary>Sends the document, whatever copy the client has.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="tag">Null for a document without a validator.</param>
    internal Task SendAsync(HttpContext http, int status, string? tag)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = Representation.Of(http);
        response.ContentLength = Bytes.Length;
        response.Headers.ETag = tag;
        foreach (var link in PageLinks)
            response.Headers.Append("Link", link);
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : response.BodyWriter.WriteAsync(Bytes, http.RequestAborted).AsTask();
    }
}
