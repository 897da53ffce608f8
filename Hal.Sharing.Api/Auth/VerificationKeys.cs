using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>Finds the key that a token's header names, if it is permitted to verify signatures (RFC 7517, section 4).</summary>
public static class VerificationKeys
{
    private const int LeastRsaBits = 2048;

    /// <summary>Returns null if no usable key has this ID, or if several keys have it.</summary>
    public static JsonWebKey? Find(IEnumerable<JsonWebKey> keys, string keyId)
    {
        var named = keys.Where(key => key.Kid == keyId).Take(2).ToList();
        return named is [var only] && IsUsable(only) ? only : null;
    }

    /// <summary>Returns whether the key permits this algorithm. A key that names an algorithm permits only that one.</summary>
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
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
