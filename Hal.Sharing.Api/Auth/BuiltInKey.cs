using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// The built-in issuer's key pair: ES256 only (RFC 7518, section 3.4). Its ID is its thumbprint (RFC 7638), so that it is the same on all
/// servers with the same key. It lives as long as the process, because the library caches signers.
/// </summary>
public sealed class BuiltInKey
{
    private readonly ECDsa _pair;

    private BuiltInKey(ECDsa pair)
    {
        _pair = pair;
        var publicPart = _pair.ExportParameters(includePrivateParameters: false);
        var thumbprint = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(_pair)).ComputeJwkThumbprint();
        KeyId = Base64UrlEncoder.Encode(thumbprint);
        Credentials = new SigningCredentials(new ECDsaSecurityKey(_pair) { KeyId = KeyId }, SecurityAlgorithms.EcdsaSha256);
        PublicKey = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(publicPart.Q.X),
            Y = Base64UrlEncoder.Encode(publicPart.Q.Y),
            Alg = SecurityAlgorithms.EcdsaSha256,
            Use = JsonWebKeyUseNames.Sig,
            Kid = KeyId,
        };
    }

    public string KeyId { get; }

    public SigningCredentials Credentials { get; }

    public JsonWebKey PublicKey { get; }

    public static BuiltInKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Returns null if the text is not a P-256 private key in PEM.</summary>
    public static BuiltInKey? FromPem(string pem)
    {
        var pair = ECDsa.Create();
        try
        {
            pair.ImportFromPem(pem);
            if (pair.ExportParameters(includePrivateParameters: true) is { D: not null, Curve.Oid.Value: "1.2.840.10045.3.1.7" })
                return new BuiltInKey(pair);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
        }
        pair.Dispose();
        return null;
    }

    public string ToPem() => _pair.ExportPkcs8PrivateKeyPem();
}
