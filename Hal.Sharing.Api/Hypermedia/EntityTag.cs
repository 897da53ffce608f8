using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// A strong validator (RFC 9110, section 8.8.3): the revision of the state, where there is one, then a dot and a digest of what is sent
/// and to whom. The first half survives a change of media type and of rights: writes are judged by it. The whole decides whether a
/// stored answer is still good.
/// </summary>
internal static class EntityTag
{
    private const int DigestBytes = 12;

    /// <param name="http">The request, for who gets it and as what.</param>
    /// <param name="revision">Of the state; null where the document has none.</param>
    /// <param name="content">The document itself, or all that it follows from.</param>
    /// <returns>With its quotes.</returns>
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

    /// <summary>Whether the client holds what the tag stands for: If-None-Match of a safe request, compared weakly.</summary>
    public static bool IsHeld(HttpRequest request, string tag)
    {
        var held = request.Headers.IfNoneMatch;
        return held.Count > 0 && EntityTagHeaderValue.TryParseList(held, out var tags)
            && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Tag == tag);
    }
}
