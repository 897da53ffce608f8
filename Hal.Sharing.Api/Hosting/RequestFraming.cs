namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Refuses a request whose end two readers can find in different places, and closes its connection (RFC 9112, sections 6.1 and 11.2): one
/// with both <c>Transfer-Encoding</c> and <c>Content-Length</c>, or with any transfer coding but <c>chunked</c>. A proxy that reads it
/// differently could take the rest of the body for another request. Kestrel handles it as chunked: it closes the connection only for the
/// former.
/// </summary>
internal static class RequestFraming
{
    // Kestrel moves Content-Length there if there is also Transfer-Encoding.
    private const string MovedLength = "X-Content-Length";

    /// <summary>Must follow what writes problems.</summary>
    public static void UseRequestFraming(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var coding = request.Headers.TransferEncoding;
        if (coding.Count == 0 || (IsChunked(coding) && request.ContentLength is null && !request.Headers.ContainsKey(MovedLength)))
            return next(context);
        context.Response.Headers.Connection = "close";
        return ProblemResult.Invalid("The length of the body is ambiguous; send either Content-Length or 'Transfer-Encoding: chunked'.")
            .WriteAsync(context);
    });

    private static bool IsChunked(string? coding) => string.Equals(coding?.Trim(), "chunked", StringComparison.OrdinalIgnoreCase);
}
