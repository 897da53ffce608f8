using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hal.Sharing.Bench.Twins;

/// <summary>Sends a document with an entity tag of its bytes, or 304 if the client's copy is current.</summary>
internal static class TwinResponse
{
    public const string Hal = "application/hal+json";
    public const string Json = "application/json";

    public static async Task SendAsync(HttpContext http, ArrayBufferWriter<byte> document, string mediaType)
    {
        var (response, tag) = (http.Response, TagOf(document.WrittenSpan));
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = mediaType;
        response.ContentLength = document.WrittenCount;
        await response.BodyWriter.WriteAsync(document.WrittenMemory, http.RequestAborted);
    }

    private static string TagOf(ReadOnlySpan<byte> document)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(document, digest);
        return $"\"{Base64Url.EncodeToString(digest[..12])}\"";
    }
}
