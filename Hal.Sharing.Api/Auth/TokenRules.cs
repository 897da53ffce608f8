using System.Collections.Immutable;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// The rules for a token whose key is known. They set everything that the library leaves open (RFC 8725, sections 3.1 to 3.11).
/// </summary>
public static class TokenRules
{
    /// <summary>The tolerated difference between the clocks of servers.</summary>
    public static TimeSpan ClockSkew { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Public-key signatures only, so that a key that verifies tokens cannot create them.</summary>
    public static ImmutableArray<string> Algorithms { get; } =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    /// <summary>The types (<c>typ</c>) of access tokens.</summary>
    public static ImmutableArray<string> AccessTypes { get; } = ["at+jwt", "application/at+jwt", "JWT"];

    private static readonly JsonWebTokenHandler Reader = new()
    {
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = CompactToken.MaxLength,
    };

    /// <summary>Checks signature, type, issuer and audience with this key only. <see cref="Lifetime"/> checks the lifetime.</summary>
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

    /// <summary>Returns the time from which the token has expired, with the tolerated difference of clocks.</summary>
    public static DateTimeOffset EndOf(VerifiedToken token) =>
        token.Expires < DateTimeOffset.MaxValue - ClockSkew ? token.Expires + ClockSkew : DateTimeOffset.MaxValue;

    /// <summary>Returns why the token is not valid at this time, or null if it is.</summary>
    public static ProblemResult? Lifetime(VerifiedToken token, DateTimeOffset now)
    {
        if (token.Expires <= now - ClockSkew)
            return ProblemResult.InvalidToken("expired", "The token has expired: get a new one.");
        return token.NotBefore > now + ClockSkew
            ? ProblemResult.InvalidToken("not yet valid", "The token is not valid yet: wait until its start time (nbf).")
            : null;
    }
}
