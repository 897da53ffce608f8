using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Tokens of a key that the server does not trust, and tokens that name a key in another way.</summary>
internal static class KeyForgeries
{
    private static readonly string[] KeyIds =
    [
        "\"\"", "null", "0", "7", "true", "[]", "{}", "\"other\"", "\"*\"", "\"%\"", "\".\"", "\"../../../../dev/null\"", "\"/dev/null\"",
        "\"/proc/self/environ\"", "\"file:///etc/hostname\"", "\"C:\\\\Windows\\\\win.ini\"", "\"' or '1'='1\"",
        "\"x' union select 'key' --\"",
        "\"$(id)\"", "\"`id`\"", "\"| id\"", "\"\\u0000\"", "\"\\ud800\"", "\"\u212a\"",
    ];

    public static IEnumerable<ForgeryFamily> Of(ForgeryTarget target) =>
        [Stranger(target), KeyId(target), OtherKey(target), WrongIssuer(target)];

    private static ForgeryFamily Stranger(ForgeryTarget target)
    {
        var strangers = new[] { TestKey.Ec(target.Key.KeyId), TestKey.Rsa(target.Key.KeyId), TestKey.Ec("stranger"),
            TestKey.Rsa("stranger") };
        return new(
            "key of a stranger",
            // The right key with the same members: they are ignored.
            [.. Members(strangers[0], target.KeyServer).Select(member => target.WithHeader(member.Name, member.Json))],
            [
                .. from stranger in strangers
                   from member in Members(stranger, target.KeyServer).Append(("x", "1"))
                   let header = target.Header(
                       ("alg", ForgeryTarget.Text(stranger.Algorithm)), ("kid", ForgeryTarget.Text(stranger.KeyId)), member)
                   select ($"{stranger.Algorithm} {stranger.KeyId}, {member.Item1}", target.Sign(header, target.Payload(), stranger.Sign)),
                .. from member in Members(strangers[0], target.KeyServer)
                   let header = target.Header(("alg", "\"ES256\""), ("kid", null), member)
                   select ($"without kid, {member.Item1}", target.Sign(header, target.Payload(), strangers[0].Sign)),
            ]);
    }

    private static ForgeryFamily KeyId(ForgeryTarget target)
    {
        var (keyId, stranger) = (target.Key.KeyId, TestKey.Ec("stranger"));
        var own = new[]
        {
            SwapCase(keyId), $"{keyId} ", $" {keyId}", $"{keyId}\0", $"{keyId}=",
            keyId[..^1], keyId + "A", $"{target.KeyServer}/keys#{keyId}", $"../{keyId}",
        };
        string?[] keyIds = [.. KeyIds, .. own.Select(ForgeryTarget.Text), $"[{ForgeryTarget.Text(keyId)}]",
            $$"""{"kid":{{ForgeryTarget.Text(keyId)}}}""", null];
        return new("kid", [target.WithHeader("kid", ForgeryTarget.Text(keyId))],
        [
            .. keyIds.Select(json => ($"kid {json}", target.WithHeader("kid", json))),
            .. from json in keyIds
               let header = target.Header(("alg", "\"ES256\""), ("kid", json), ("jwk", stranger.PublicKey.ToJsonString()))
               select ($"kid {json} by a stranger", target.Sign(header, target.Payload(), stranger.Sign)),
            .. from name in new[] { "KID", "Kid", "x5t", "x5t#S256" }
               select ($"{name} instead of kid",
                   target.Sign(target.Header(("kid", null), (name, ForgeryTarget.Text(keyId))), target.Payload())),
        ]);
    }

    /// <summary>Another trusted key has signed, or is named.</summary>
    private static ForgeryFamily OtherKey(ForgeryTarget target) => new("another trusted key", [target.Honest],
    [
        .. from other in target.Others
           from algorithm in new[] { target.Key.Algorithm, other.Algorithm }
           from isNamed in new[] { true, false }
           let header = target.Header(("alg", ForgeryTarget.Text(algorithm)),
               ("kid", ForgeryTarget.Text(isNamed ? other.KeyId : target.Key.KeyId)))
           let token = target.Sign(header, target.Payload(), isNamed ? null : other.Sign)
           select ($"{algorithm}, {other.KeyId} {(isNamed ? "is named" : "has signed")}", token),
    ]);

    /// <summary>A trusted key signs for an issuer of which it is not a key.</summary>
    private static ForgeryFamily WrongIssuer(ForgeryTarget target)
    {
        var issuers = new[] { TestIssuer.BuiltIn.Issuer, target.KeyServer,
            "http://127.0.0.1" }.Where(issuer => issuer != target.Issuer.Issuer);
        return new("key of another issuer", [target.Honest],
        [
            .. from issuer in issuers
               from audience in new[] { target.Issuer.Audience, TestIssuer.BuiltIn.Audience, TestProvider.Audience }
               from keyId in target.Others.Append(target.Key).Append(TestIssuer.BuiltIn.Key).Select(key => key.KeyId).Distinct()
               let payload = target.Payload(("iss", ForgeryTarget.Text(issuer)), ("aud", ForgeryTarget.Text(audience)))
               select ($"iss {issuer}, aud {audience}, kid {keyId}",
                   target.Sign(target.Header(("kid", ForgeryTarget.Text(keyId))), payload)),
        ]);
    }

    private static IEnumerable<(string Name, string? Json)> Members(TestKey stranger, string keyServer)
    {
        var jwk = stranger.PublicKey.ToJsonString();
        var certificate = ForgeryTarget.Text(Certificate());
        yield return ("jwk", jwk);
        yield return ("jwk", $"[{jwk}]");
        yield return ("jwks", $$"""{"keys":[{{jwk}}]}""");
        yield return ("jku", ForgeryTarget.Text($"{keyServer}/keys"));
        yield return ("x5u", ForgeryTarget.Text($"{keyServer}/keys"));
        yield return ("jku", $"[{ForgeryTarget.Text($"{keyServer}/keys")}]");
        yield return ("iss", ForgeryTarget.Text(keyServer));
        yield return ("x5c", $"[{certificate}]");
        yield return ("x5c", certificate);
    }

    private static string SwapCase(string text) =>
        string.Concat(text.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));

    private static string Certificate()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=stranger", pair, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.FromUnixTimeSeconds(ForgeryTarget.Now);
        using var certificate = request.CreateSelfSigned(now.AddYears(-1), now.AddYears(1));
        return Convert.ToBase64String(certificate.Export(X509ContentType.Cert));
    }
}
