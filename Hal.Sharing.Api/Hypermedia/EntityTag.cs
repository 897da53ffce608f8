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

    /// <param name="http">The request, which decides the reader and the media type.</param>
    /// <param name="revision">The revision of the state; null if the document has none.</param>
    /// <param name="content">The document itself, or everything from which it is derived.</param>
    /// <returns>The tag with its quotes.</returns>
    public static string Of(HttpContext http, string? revision, ReadOnlySpan<byte> content)
    {
        var viewer = HalOptions.Of(http).Viewer(http);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{viewer}\n{Representation.Of(http)}\n"));
        hash.AppendData(content);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        var text = Base64Url.EncodeToString(digest[..DigestBytes]);
        return revision is null ? $"\"{text}\"" : $"\"{revision}.{text}\"";
    }

    /// <summary>Whether If-None-Match of a safe request names the tag, by weak comparison.</summary>
    public static bool IsHeld(HttpRequest request, string tag)
    {
        var held = request.Headers.IfNoneMatch;
        return held.Count > 0 && EntityTagHeaderValue.TryParseList(held, out var tags)
            && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Tag == tag);
    }
}
