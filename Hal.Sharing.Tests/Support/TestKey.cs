using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Support;

/// <summary>A key pair that signs whatever it is given: the tokens that must be refused, too.</summary>
/// <param name="PublicKey">As a JWKS has it.</param>
public sealed record TestKey(string Algorithm, JsonObject PublicKey, Func<byte[], byte[]> Sign)
{
    public string KeyId => (string)PublicKey["kid"]!;

    public static TestKey Ec(string keyId, ECDsa? pair = null)
    {
        pair ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = pair.ExportParameters(includePrivateParameters: false);
        return new("ES256", new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(parameters.Q.X),
            ["y"] = Base64UrlEncoder.Encode(parameters.Q.Y),
            ["kid"] = keyId,
        }, data => pair.SignData(data, HashAlgorithmName.SHA256));
    }

    public static TestKey Rsa(string keyId, bool pss = false)
    {
        var pair = RSA.Create(2048);
        var parameters = pair.ExportParameters(includePrivateParameters: false);
        var padding = pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return new(pss ? "PS256" : "RS256", new JsonObject
        {
            ["kty"] = "RSA",
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            ["kid"] = keyId,
            ["use"] = "sig",
        }, data => pair.SignData(data, HashAlgorithmName.SHA256, padding));
    }
}
