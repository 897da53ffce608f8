using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hal.Sharing.Api.Auth;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Support;

/// <summary>Creates valid and invalid tokens from JSON, without a token library.</summary>
public sealed record TestIssuer(string Issuer, string Audience, TestKey Key)
{
    private static readonly ECDsa BuiltInPair = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The key of every server under test, as the configuration takes it.</summary>
    public static string BuiltInPem { get; } = BuiltInPair.ExportPkcs8PrivateKeyPem();

    /// <summary>2100: no test lives so long.</summary>
    public const long FarFuture = 4102444800;

    /// <summary>2001.</summary>
    public const long LongAgo = 1000000000;

    public static TestIssuer BuiltIn { get; } = new(
        TokenIssuer.Issuer, TokenIssuer.Audience, TestKey.Ec(BuiltInKey.FromPem(BuiltInPem)!.KeyId, BuiltInPair));

    /// <summary>A good token, changed as the test wants it.</summary>
    public string Token(string subject, Action<JsonObject>? claims = null, Action<JsonObject>? header = null)
    {
        var payload = new JsonObject { ["iss"] = Issuer, ["aud"] = Audience, ["sub"] = subject, ["exp"] = FarFuture };
        claims?.Invoke(payload);
        var head = new JsonObject { ["alg"] = Key.Algorithm, ["kid"] = Key.KeyId, ["typ"] = "at+jwt" };
        header?.Invoke(head);
        return Sign(head.ToJsonString(), payload.ToJsonString());
    }

    /// <summary>Signs what is no token at all just as willingly.</summary>
    public string Sign(string header, string payload)
    {
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode(Key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }
}
