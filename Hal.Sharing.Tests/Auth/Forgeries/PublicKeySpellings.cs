using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>A public key in every form in which a confused verifier could take it for the secret of an HMAC.</summary>
internal static class PublicKeySpellings
{
    public static IEnumerable<(string Name, byte[] Secret)> Of(TestKey key)
    {
        var jwk = key.PublicKey;
        yield return ("empty", []);
        yield return ("zero", new byte[32]);
        yield return ("kid", Utf8(key.KeyId));
        yield return ("jwk", Utf8(jwk.ToJsonString()));
        yield return ("jwk, indented", Utf8(jwk.ToJsonString(new() { WriteIndented = true })));
        yield return ("jwk, sorted", Utf8(Sorted(jwk).ToJsonString()));
        yield return ("jwks", Utf8($$"""{"keys":[{{jwk.ToJsonString()}}]}"""));
        foreach (var member in new[] { "x", "y", "n", "e" }.Where(jwk.ContainsKey))
        {
            var text = (string)jwk[member]!;
            var bytes = Base64UrlEncoder.DecodeBytes(text);
            yield return ($"{member} as text", Utf8(text));
            yield return ($"{member} as bytes", bytes);
            yield return ($"{member} in base64", Utf8(Convert.ToBase64String(bytes)));
            yield return ($"{member} in hexadecimal", Utf8(Convert.ToHexStringLower(bytes)));
        }
        foreach (var encoded in jwk.ContainsKey("n") ? Rsa(jwk) : Ec(jwk))
            yield return encoded;
    }

    private static IEnumerable<(string, byte[])> Ec(JsonObject jwk)
    {
        var (x, y) = (Base64UrlEncoder.DecodeBytes((string)jwk["x"]!), Base64UrlEncoder.DecodeBytes((string)jwk["y"]!));
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } });
        return
        [
            ("point", [4, .. x, .. y]),
            ("point without prefix", [.. x, .. y]),
            ("compressed point", [(byte)(2 + (y[^1] & 1)), .. x]),
            .. Encodings("SPKI", "PUBLIC KEY", key.ExportSubjectPublicKeyInfo()),
        ];
    }

    private static IEnumerable<(string, byte[])> Rsa(JsonObject jwk)
    {
        using var key = RSA.Create(new RSAParameters
        {
            Modulus = Base64UrlEncoder.DecodeBytes((string)jwk["n"]!),
            Exponent = Base64UrlEncoder.DecodeBytes((string)jwk["e"]!),
        });
        return
        [
            .. Encodings("SPKI", "PUBLIC KEY", key.ExportSubjectPublicKeyInfo()),
            .. Encodings("PKCS#1", "RSA PUBLIC KEY", key.ExportRSAPublicKey()),
        ];
    }

    private static IEnumerable<(string, byte[])> Encodings(string name, string label, byte[] der)
    {
        var pem = PemEncoding.WriteString(label, der);
        yield return ($"{name}, DER", der);
        yield return ($"{name}, PEM", Utf8(pem));
        yield return ($"{name}, PEM with newline at the end", Utf8(pem + "\n"));
        yield return ($"{name}, PEM with CRLF", Utf8(pem.ReplaceLineEndings("\r\n")));
        yield return ($"{name}, PEM with CRLF at the end", Utf8(pem.ReplaceLineEndings("\r\n") + "\r\n"));
        yield return ($"{name}, PEM in one line", Utf8(pem.ReplaceLineEndings("")));
        yield return ($"{name}, PEM with escaped newlines", Utf8(pem.ReplaceLineEndings("\\n")));
        yield return ($"{name}, base64", Utf8(Convert.ToBase64String(der)));
        yield return ($"{name}, base64 in lines", Utf8(string.Join('\n', pem.Split('\n')[1..^1])));
        yield return ($"{name}, base64url", Utf8(Base64UrlEncoder.Encode(der)));
        yield return ($"{name}, hexadecimal", Utf8(Convert.ToHexStringLower(der)));
    }

    private static JsonObject Sorted(JsonObject jwk) =>
        new(jwk.OrderBy(member => member.Key,
            StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
