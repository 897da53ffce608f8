using System.Collections.Immutable;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// How a token is judged once the key that its header names is found: everything that the library leaves open is set here
/// (RFC 8725, sections 3.1 to 3.11).
/// </summary>
public static class TokenRules
{
    /// <summary>Servers' clocks differ; people's tokens should not die of it.</summary>
    public static TimeSpan ClockSkew { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Public-key signatures only: whoever can check a token must not be able to make one.</summary>
    public static ImmutableArray<string> Algorithms { get; } =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    /// <summary>The types (<c>typ</c>) of tokens that let somebody in.</summary>
    public static ImmutableArray<string> AccessTypes { get; } = ["at+jwt", "application/at+jwt", "JWT"];

    private static readonly JsonWebTokenHandler Reader = new()
    {
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = CompactToken.MaxLength,
    };

    /// <summary>Checks signature, type, issuer and audience with this one key. The lifetime is judged by <see cref="Lifetime"/>.</summary>
    public static Task<TokenValidationResult> CheckAsync(
        CompactToken token, JsonWebKey key, string issuer, string audience, ImmutableArray<string> types) =>
        Reader.ValidateTokenAsync(token.Text, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidTypes = types,
            IssuerSigningKeys = [key],
            TryAllIssuerSigningKeys = false,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            ValidIssuer = issuer,
            ValidAudience = audience,
            RequireAudience = true,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
            ValidateLifetime = false,
            IncludeTokenOnFailedValidation = false,
            LogValidationExceptions = false,
        });

    /// <summary>What speaks against the token now; null when it is in its time.</summary>
    public static ProblemResult? Lifetime(VerifiedToken token, DateTimeOffset now)
    {
        if (token.Expires <= now - ClockSkew)
            return ProblemResult.InvalidToken("expired", "The token has expired: get a new one.");
        return token.NotBefore > now + ClockSkew
            ? ProblemResult.InvalidToken("not yet valid", "The token is not valid yet: wait until its time (nbf) has come.")
            : null;
    }
}
