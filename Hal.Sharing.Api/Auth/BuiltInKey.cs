using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// The built-in issuer's key pair: ES256 alone (RFC 7518, section 3.4), named by its thumbprint (RFC 7638), so that all servers with
/// the same key name it alike. Lives as long as the process: the library keeps signers in a cache of its own.
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

    /// <summary>Null when the text is no P-256 private key in PEM.</summary>
    public static BuiltInKey? FromPem(string pem)
    {
        var _pair = ECDsa.Create();
        try
        {
            _pair.ImportFromPem(pem);
            if (_pair.ExportParameters(includePrivateParameters: true) is { D: not null, Curve.Oid.Value: "1.2.840.10045.3.1.7" })
                return new BuiltInKey(_pair);
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
        }
        _pair.Dispose();
        return null;
    }

    public string ToPem() => _pair.ExportPkcs8PrivateKeyPem();
}
