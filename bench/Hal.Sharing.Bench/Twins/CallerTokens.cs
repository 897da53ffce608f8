using Hal.Sharing.Api.Auth;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Bench.Twins;

/// <summary>Verifies bearer tokens in the obvious way: with the server's library and rules, at every request.</summary>
internal sealed class CallerTokens(BuiltInKey key)
{
    private const string Scheme = "Bearer ";
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    private readonly TokenValidationParameters _parameters = new()
    {
        IssuerSigningKey = key.PublicKey,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidTypes = ["at+jwt"],
        ValidIssuer = TokenIssuer.Issuer,
        ValidAudience = TokenIssuer.Audience,
    };

    /// <summary>Returns the ID of the caller; null if the request has no valid token.</summary>
    public async ValueTask<string?> ReadAsync(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var result = await _handler.ValidateTokenAsync(header[Scheme.Length..], _parameters);
        return result.IsValid ? ((JsonWebToken)result.SecurityToken).Subject : null;
    }
}
