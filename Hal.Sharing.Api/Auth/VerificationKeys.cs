using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>Picks the key that a token's header names, if it is one that may check signatures (RFC 7517, section 4).</summary>
public static class VerificationKeys
{
    private const int LeastRsaBits = 2048;

    /// <summary>Null when no usable key has this id, or several have: then nobody can say which was meant.</summary>
    public static JsonWebKey? Find(IEnumerable<JsonWebKey> keys, string keyId)
    {
        var named = keys.Where(key => key.Kid == keyId).Take(2).ToList();
        return named is [var only] && IsUsable(only) ? only : null;
    }

    /// <summary>Whether the key itself allows this algorithm: one that names its own is for that one only.</summary>
    public static bool Allows(this JsonWebKey key, string? algorithm) =>
        algorithm is not null
        && TokenRules.Algorithms.Contains(algorithm)
        && (string.IsNullOrEmpty(key.Alg) || key.Alg == algorithm)
        && Suits(key, algorithm);

    private static bool Suits(JsonWebKey key, string algorithm) => key.Kty == JsonWebAlgorithmsKeyTypes.RSA
        ? !algorithm.StartsWith("ES", StringComparison.Ordinal)
        : (algorithm, key.Crv) is
            (SecurityAlgorithms.EcdsaSha256, JsonWebKeyECTypes.P256)
            or (SecurityAlgorithms.EcdsaSha384, JsonWebKeyECTypes.P384)
            or (SecurityAlgorithms.EcdsaSha512, JsonWebKeyECTypes.P521);

    private static bool IsUsable(JsonWebKey key) =>
        (string.IsNullOrEmpty(key.Use) || key.Use == JsonWebKeyUseNames.Sig)
        && (key.KeyOps.Count == 0 || key.KeyOps.Contains("verify"))
        && (key.Kty == JsonWebAlgorithmsKeyTypes.EllipticCurve || (key.Kty == JsonWebAlgorithmsKeyTypes.RSA && IsStrong(key)));

    private static bool IsStrong(JsonWebKey key)
    {
        try
        {
            var exponent = Base64UrlEncoder.DecodeBytes(key.E);
            return key.KeySize >= LeastRsaBits && exponent is not [] && (exponent[^1] & 1) == 1 && exponent is not [1];
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
