using System.Security.Cryptography;
using Hal.Sharing.Tests.Support;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Tokens without a signature, with an HMAC, and with an algorithm (<c>alg</c>) that is not one of the key.</summary>
internal static class AlgorithmForgeries
{
    private static readonly string[] Nones = ["none", "None", "NONE", "nOnE", "noNe", "none ", " none", "none\0", "", "null", "NoNe\t"];

    private static readonly (string Algorithm, Func<byte[], byte[], byte[]> Sign)[] Hmacs =
    [
        ("HS256", HMACSHA256.HashData), ("HS384", HMACSHA384.HashData), ("HS512", HMACSHA512.HashData),
    ];

    private static readonly string[] OtherAlgorithms =
    [
        "\"HS256\"", "\"hS256\"", "\"ES384\"", "\"ES512\"", "\"ES256K\"", "\"RS384\"", "\"RS512\"", "\"PS384\"", "\"PS512\"", "\"EdDSA\"",
        "\"Ed25519\"", "\"dir\"", "\"A128KW\"", "\"A256GCMKW\"", "\"RSA-OAEP\"", "\"RSA1_5\"", "\"ECDH-ES\"", "\"PBES2-HS256+A128KW\"",
        "\"\"", "null", "true", "0", "256", "1e400", "[]", "{}", "\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"",
        "\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"", "\"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256\"",
    ];

    public static IEnumerable<ForgeryFamily> Of(ForgeryTarget target) => [Unsigned(target), Hmac(target), OtherName(target)];

    private static ForgeryFamily Unsigned(ForgeryTarget target)
    {
        var honest = target.Honest;
        var signatures = new[] { "", "AA", honest[(honest.LastIndexOf('.') + 1)..], new string('A', 86) };
        return new("no signature", [honest],
        [
            .. from name in Nones.Select(ForgeryTarget.Text).Append(null)
               from keyId in new[] { ForgeryTarget.Text(target.Key.KeyId), null }
               from signature in signatures
               let unsigned = target.Sign(target.Header(("alg", name), ("kid", keyId)), target.Payload(), _ => [])
               select ($"alg {name}, kid {keyId}, signature '{signature}'", unsigned + signature),
            .. from signature in new[] { "", "AA", new string('A', 86) }
               select ($"honest header, signature '{signature}'", honest[..(honest.LastIndexOf('.') + 1)] + signature),
            ("without the last dot", honest[..honest.LastIndexOf('.')]),
        ]);
    }

    private static ForgeryFamily Hmac(ForgeryTarget target) => new("HMAC by the public key", [target.Honest],
    [
        .. from hmac in Hmacs
           from secret in PublicKeySpellings.Of(target.Key)
           from keyId in new[] { ForgeryTarget.Text(target.Key.KeyId), null }
           let header = target.Header(("alg", ForgeryTarget.Text(hmac.Algorithm)), ("kid", keyId))
           select ($"{hmac.Algorithm}, {secret.Name}, kid {keyId}",
               target.Sign(header, target.Payload(), data => hmac.Sign(secret.Secret, data))),
        .. from secret in PublicKeySpellings.Of(target.Key)
           from algorithm in new[] { target.Key.Algorithm, "hS256", "hs256" }
           let header = target.Header(("alg", ForgeryTarget.Text(algorithm)))
           select ($"{algorithm}, {secret.Name}", target.Sign(header, target.Payload(), data => HMACSHA256.HashData(secret.Secret, data))),
    ]);

    private static ForgeryFamily OtherName(ForgeryTarget target) => new(
        "another algorithm", [target.WithHeader("alg", ForgeryTarget.Text(target.Key.Algorithm))],
        [.. OtherAlgorithms.Concat(Spellings(target.Key)).Append(null).Select(name => ($"alg {name}", target.WithHeader("alg", name)))]);

    private static IEnumerable<string> Spellings(TestKey key) =>
        from name in new[] { key.Algorithm.ToLowerInvariant(), $"{key.Algorithm} ", $" {key.Algorithm}", $"{key.Algorithm}\0",
            $"{key.Algorithm},none",
            key.Algorithm.Replace('S', 's'), Foreign(key) }
        select ForgeryTarget.Text(name);

    // Of another kind of key.
    private static string Foreign(TestKey key) => key.Algorithm == SecurityAlgorithms.EcdsaSha256 ? "RS256" : "ES256";
}
