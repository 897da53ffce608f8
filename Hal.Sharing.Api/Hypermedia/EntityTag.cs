using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Creates strong entity tags (RFC 9110, section 8.8.3): the revision of the state, if there is one, then a dot and a digest of the
/// representation and its reader. A change of media type or permissions keeps the revision, which decides preconditions of writes. The
/// whole tag decides whether a stored response is current.
/// </summary>
internal static class EntityTag
{
    private const int DigestBytes = 12;
    private const int MostReaderBytes = 256;

    /// <returns>The tag with its quotes.</returns>
    public static string Of(HttpContext http, WrittenDocument document) =>
        Of(HalOptions.Of(http).Viewer(http), Representation.Of(http), document.Digest.Span, document.Revision);

    /// <summary>Returns the tag of a representation that is the same for all readers.</summary>
    /// <param name="mediaType">The media type of the response.</param>
    /// <param name="bytesDigest">The SHA-256 digest of the bytes.</param>
    public static string OfPublic(string mediaType, ReadOnlySpan<byte> bytesDigest) => Of(null, mediaType, bytesDigest, revision: null);

    private static string Of(string? viewer, string mediaType, ReadOnlySpan<byte> bytesDigest, string? revision)
    {
        var reader = $"{viewer}\n{mediaType}\n";
        Span<byte> content = stackalloc byte[MostReaderBytes + SHA256.HashSizeInBytes];
        if (Encoding.UTF8.GetByteCount(reader) > MostReaderBytes)
            content = new byte[Encoding.UTF8.GetByteCount(reader) + SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetBytes(reader, content);
        bytesDigest.CopyTo(content[length..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content[..(length + SHA256.HashSizeInBytes)], digest);
        var text = Base64Url.EncodeToString(digest[..DigestBytes]);
        return revision is null ? $"\"{text}\"" : $"\"{revision}.{text}\"";
    }

    /// <summary>Returns whether If-None-Match of a safe request names the tag, by weak comparison.</summary>
    public static bool IsHeld(HttpRequest request, string tag)
    {
        var held = request.Headers.IfNoneMatch;
        return held.Count > 0 && (held == tag || (EntityTagHeaderValue.TryParseList(held, out var tags)
            && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Tag == tag)));
    }
}
