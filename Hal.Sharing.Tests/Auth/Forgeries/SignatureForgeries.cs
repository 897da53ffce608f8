using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Tokens that name the right key and whose signature is a special value, or one of the key over something else.</summary>
internal static class SignatureForgeries
{
    private const int Half = 32;

    // The order of P-256 (SEC 2, section 2.4.2).
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    private static readonly byte[] Zero = new byte[Half];
    private static readonly byte[] One = [.. new byte[Half - 1], 1];
    private static readonly byte[] Highest = [.. Enumerable.Repeat((byte)0xFF, Half)];

    public static IEnumerable<ForgeryFamily> Of(ForgeryTarget target)
    {
        var isEc = target.Key.PublicKey.ContainsKey("crv");
        yield return new(isEc ? "ECDSA signature" : "RSA signature", [target.Honest],
        [
            .. from altered in Altered().Concat(isEc ? Ec() : Rsa(Base64UrlEncoder.DecodeBytes((string)target.Key.PublicKey["n"]!)))
               select (altered.Name, target.Sign(target.Header(), target.Payload(), data => altered.Sign(target.Key.Sign(data)))),
            .. from part in new (string Name, Func<byte[], byte[]> Of)[]
            {
                ("header", data => data[..Array.IndexOf(data, (byte)'.')]),
                ("payload", data => data[(Array.IndexOf(data, (byte)'.') + 1)..]),
                ("nothing", _ => []), ("hash", SHA256.HashData), ("both without dot", data => [.. data.Where(letter => letter != '.')]),
                ("both and a dot", data => [.. data, (byte)'.']), ("both and a newline", data => [.. data, (byte)'\n']),
            } select ($"over {part.Name}", target.Sign(target.Header(), target.Payload(), data => target.Key.Sign(part.Of(data)))),
        ]);
    }

    private static IEnumerable<(string Name, Func<byte[], byte[]> Sign)> Altered() =>
    [
        .. from length in new[] { 0, 1, 16, 31, 32, 33, 48, 63 }
           select ($"first {length} bytes", (Func<byte[], byte[]>)(signature => signature[..length])),
        ("without the first byte", signature => signature[1..]), ("without the last byte", signature => signature[..^1]),
        ("a zero before", signature => [0, .. signature]), ("a zero behind", signature => [.. signature, 0]),
        ("twice", signature => [.. signature, .. signature]),
        ("reversed", signature => [.. signature.Reverse()]), ("inverted", signature => [.. signature.Select(value => (byte)~value)]),
        ("zeros", signature => new byte[signature.Length]), ("ones", signature => [.. signature.Select(_ => (byte)0xFF)]),
        ("random", signature => RandomNumberGenerator.GetBytes(signature.Length)),
        ("one", signature => [.. new byte[signature.Length - 1], 1]),
    ];

    /// <summary>Values that a verifier without a check of the range accepts (CVE-2022-21449), and other encodings.</summary>
    private static IEnumerable<(string Name, Func<byte[], byte[]> Sign)> Ec()
    {
        var special = new (string Name, byte[] Value)[] { ("0", Zero), ("1", One), ("n", Order), ("n - 1", Added(Order, -1)),
            ("n + 1", Added(Order, 1)), ("2^256 - 1", Highest) };
        return
        [
            .. from r in special
               from s in special
               select ($"r = {r.Name}, s = {s.Name}", (Func<byte[], byte[]>)(_ => [.. r.Value, .. s.Value])),
            .. from value in special
               from isR in new[] { true, false }
               select ($"{(isR ? 'r' : 's')} = {value.Name}",
                   (Func<byte[],
                       byte[]>)(signature => isR ? [.. value.Value, .. signature[Half..]] : [.. signature[..Half], .. value.Value])),
            ("r and s exchanged", signature => [.. signature[Half..], .. signature[..Half]]),
            ("r twice", signature => [.. signature[..Half], .. signature[..Half]]),
            ("s twice", signature => [.. signature[Half..], .. signature[Half..]]),
            ("r negated", signature => [.. Negated(signature[..Half]), .. signature[Half..]]),
            ("DER", Der),
            ("DER with padding", signature => [.. Der(signature), 0]),
            ("r and s of 48 bytes", signature => [.. new byte[16], .. signature[..Half], .. new byte[16], .. signature[Half..]]),
            ("r and s of 66 bytes", signature => [.. new byte[34], .. signature[..Half], .. new byte[34], .. signature[Half..]]),
        ];
    }

    private static IEnumerable<(string Name, Func<byte[], byte[]> Sign)> Rsa(byte[] modulus) =>
    [
        ("n", _ => modulus), ("n - 1", _ => Added(modulus, -1)),
        ("n - s", signature => Bytes(Number(modulus) - Number(signature), modulus.Length)),
        ("s + n", signature => (Number(signature) + Number(modulus)).ToByteArray(isUnsigned: true, isBigEndian: true)),
        ("s squared", signature => Bytes(BigInteger.ModPow(Number(signature), 2, Number(modulus)), modulus.Length)),
        ("padding without a hash", signature => [0, 1, .. Enumerable.Repeat((byte)0xFF, signature.Length - 3), 0]),
        ("128 bytes", signature => signature[..128]), ("255 bytes", signature => signature[..255]),
        ("512 bytes", signature => [.. new byte[256], .. signature]),
    ];

    private static byte[] Der(byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Number(signature[..Half]));
            writer.WriteInteger(Number(signature[Half..]));
        }
        return writer.Encode();
    }

    private static byte[] Negated(byte[] value) => Bytes(Number(Order) - Number(value), Half);

    private static byte[] Added(byte[] value, int difference) => Bytes(Number(value) + difference, value.Length);

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
