using System.Security.Cryptography;
using Hal.Sharing.Data.History;

namespace Hal.Sharing.Data.Feed;

/// <summary>
/// Names positions to clients. An event has the same ID in all streams. The ID of a place between events is different each time: if it were
/// not, a client could see whether there were changes that are hidden from it.
/// </summary>
public static class FeedCursor
{
    private const int PositionBits = 40;
    private const int SaltBits = 23;

    public static string OfEvent(ChangeCipher cipher, long position) => cipher.Encode(OpaqueKind.Position, position);

    public static string OfPlace(ChangeCipher cipher, long position) => cipher.Encode(
        OpaqueKind.Position, ((long)RandomNumberGenerator.GetInt32(1 << SaltBits) << PositionBits) | position);

    /// <summary>Returns the position; null for a text that is no cursor of this database.</summary>
    public static long? Read(ChangeCipher cipher, string text) =>
        cipher.Decode(OpaqueKind.Position, text) & ((1L << PositionBits) - 1);
}
