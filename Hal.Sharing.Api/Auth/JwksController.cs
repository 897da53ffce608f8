using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Auth;

/// <summary>Publishes the built-in issuer's public key (RFC 7517, section 5), so that others can verify its tokens.</summary>
[ApiController]
[AllowAnonymous]
public sealed class JwksController(BuiltInKeys keys) : ControllerBase
{
    [HttpGet("/.well-known/jwks.json")]
    [ResponseCache(Duration = 300, Location = ResponseCacheLocation.Any)]
    public async Task<IResult> Get() => Results.Json(new KeySet(await keys.GetAsync() is { PublicKey: var key }
        ? [new PublicKey(key.Kty, key.Crv, key.X, key.Y, key.Alg, key.Use, key.Kid)]
        : []));

    private sealed record KeySet([property: JsonPropertyName("keys")] PublicKey[] Keys);

    private sealed record PublicKey(
        [property: JsonPropertyName("kty")] string Type,
        [property: JsonPropertyName("crv")] string Curve,
        [property: JsonPropertyName("x")] string X,
        [property: JsonPropertyName("y")] string Y,
        [property: JsonPropertyName("alg")] string Algorithm,
        [property: JsonPropertyName("use")] string Use,
        [property: JsonPropertyName("kid")] string Id);
}
