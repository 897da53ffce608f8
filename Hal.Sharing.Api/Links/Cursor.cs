using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Api.Links;

/// <summary>
/// The opaque position at which a page starts: the last ID of the previous page, with a digest that binds it to its query. It contains no
/// secret and grants no permissions: every page is read with the permissions of the caller.
/// </summary>
public static class Cursor
{
    private const int DigestBytes = 6;

    /// <param name="query">The collection and its filters, the same for all its pages.</param>
    /// <param name="position">The ID after which the page starts.</param>
    public static string Encode(string query, string position)
    {
        var id = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Digest(query, id), .. id]);
    }

    /// <summary>Returns false for a text that this server did not create, or created for another query.</summary>
    public static bool TryDecode(string query, string cursor, [NotNullWhen(true)] out string? position)
    {
        position = null;
        if (cursor.Length > 1024 || !Base64Url.IsValid(cursor))
            return false;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= DigestBytes || !Digest(query, bytes.AsSpan(DigestBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, DigestBytes)))
            return false;
        var text = Encoding.UTF8.GetString(bytes.AsSpan(DigestBytes));
        // PostgreSQL rejects text with U+0000. A client that computes digests can send it.
        if (text.Contains('\0'))
            return false;
        position = text;
        return true;
    }

    private static byte[] Digest(string query, ReadOnlySpan<byte> position) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(query), 0, .. position])[..DigestBytes];
}
