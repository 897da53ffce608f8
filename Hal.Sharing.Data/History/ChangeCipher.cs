using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hal.Sharing.Data.History;

/// <summary>What an opaque ID names: an ID of one kind is none of another.</summary>
public enum OpaqueKind : ulong
{
    /// <summary>A change: the letters <c>change  </c>.</summary>
    Change = 0x6368616E67652020,

    /// <summary>A position in the order in which changes became visible: the letters <c>position</c>.</summary>
    Position = 0x706F736974696F6E,
}

/// <summary>
/// Encrypts a number and the kind of what it names as one block of AES, in base64url. Numbers are dense, so clients that saw them could
/// count what is hidden from them. One block has no pattern to hide, hence no initialization vector; a text that was not made here has the
/// kind with a probability of 2^-64.
/// </summary>
public sealed class ChangeCipher(byte[] key)
{
    private const int BlockBytes = 16;

    public string Encode(OpaqueKind kind, long number)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        BinaryPrimitives.WriteInt64BigEndian(block, number);
        BinaryPrimitives.WriteUInt64BigEndian(block[sizeof(long)..], (ulong)kind);
        using var aes = Create();
        aes.EncryptEcb(block, block, PaddingMode.None);
        return Base64Url.EncodeToString(block);
    }

    /// <summary>Returns the number; null for a text that is no ID of this kind and this database.</summary>
    public long? Decode(OpaqueKind kind, string text)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        if (text.Length != Base64Url.GetEncodedLength(BlockBytes) || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, block, out var written) || written != BlockBytes
            || Base64Url.EncodeToString(block) != text)
            return null;
        using var aes = Create();
        aes.DecryptEcb(block, block, PaddingMode.None);
        return BinaryPrimitives.ReadUInt64BigEndian(block[sizeof(long)..]) == (ulong)kind
            ? BinaryPrimitives.ReadInt64BigEndian(block)
            : null;
    }

    private Aes Create()
    {
        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
