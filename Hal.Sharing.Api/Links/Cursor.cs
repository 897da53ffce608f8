using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Api.Links;

/// <summary>
/// Says where a page starts: the last id of the page before, opaque to clients. A digest binds it to its query; it holds no secret
/// and gives no rights, for every page is read with the caller's own.
/// </summary>
public static class Cursor
{
    private const int DigestBytes = 6;

    /// <param name="query">The collection and its filters, the same for all of its pages.</param>
    /// <param name="position">The id behind which the page starts.</param>
    public static string Encode(string query, string position)
    {
        var id = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Digest(query, id), .. id]);
    }

    /// <summary>False for what this server did not make, or made for another query.</summary>
    public static bool TryDecode(string query, string cursor, [NotNullWhen(true)] out string? position)
    {
        position = null;
        if (cursor.Length > 1024 || !Base64Url.IsValid(cursor))
            return false;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= DigestBytes || !Digest(query, bytes.AsSpan(DigestBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, DigestBytes)))
            return false;
        var text = Encoding.UTF8.GetString(bytes.AsSpan(DigestBytes));
        // No id holds it, and PostgreSQL takes no text with it; whoever computes digests himself may send it.
        if (text.Contains('\0'))
            return false;
        position = text;
        return true;
    }

    private static byte[] Digest(string query, ReadOnlySpan<byte> position) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(query), 0, .. position])[..DigestBytes];
}
