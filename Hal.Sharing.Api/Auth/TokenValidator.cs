using Hal.Sharing.Api.Problems;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>Finds out who issued a token and whether it is genuine; whether it is still in its time is not asked here.</summary>
public sealed class TokenValidator(IOptions<AuthOptions> options, BuiltInKeys builtInKeys, ProviderKeys providerKeys)
{
    /// <summary>One of the two is null.</summary>
    public async Task<(VerifiedToken? Token, ProblemResult? Fault)> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length > CompactToken.MaxLength)
            return Refused("too long", "The token is longer than 8 KB.");
        if (!CompactToken.TryParse(text, out var token) || !token.Payload.TryReadString("iss", out var issuer))
            return Malformed;
        if (token.IsCritical)
            return Refused("unsupported extension", "The token's header demands an extension (crit, b64), of which none is understood here.");
        if (token.KeyId is not { } keyId)
            return Refused("no key id", "The token's header names no key (kid).");
        return issuer == TokenIssuer.Issuer
            ? await VerifyBuiltInAsync(token, keyId)
            : await VerifyProvidersAsync(token, keyId, cancellationToken);
    }

    private async Task<(VerifiedToken?, ProblemResult?)> VerifyBuiltInAsync(CompactToken token, string keyId)
    {
        if (await builtInKeys.GetAsync() is not { } key || key.KeyId != keyId)
            return UnknownKey;
        return await JudgeAsync(token, key.PublicKey, TokenIssuer.Issuer, TokenIssuer.Audience, isBuiltIn: true);
    }

    private async Task<(VerifiedToken?, ProblemResult?)> VerifyProvidersAsync(
        CompactToken token, string keyId, CancellationToken cancellationToken)
    {
        if (!options.Value.HasProvider)
            return WrongIssuer;
        if (await providerKeys.GetAsync(cancellationToken) is not { } provider)
            return (null, ProviderIsAway);
        if (!token.Payload.TryReadString("iss", out var issuer) || issuer != provider.Issuer)
            return WrongIssuer;
        var key = VerificationKeys.Find(provider.JsonWebKeySet.Keys, keyId);
        if (key is null && await providerKeys.GetNewerAsync(provider, cancellationToken) is { } newer)
            key = VerificationKeys.Find(newer.JsonWebKeySet.Keys, keyId);
        return key is null
            ? UnknownKey
            : await JudgeAsync(token, key, provider.Issuer, options.Value.Audience!, isBuiltIn: false);
    }

    private static async Task<(VerifiedToken?, ProblemResult?)> JudgeAsync(
        CompactToken token, JsonWebKey key, string issuer, string audience, bool isBuiltIn)
    {
        if (!key.Allows(token.Algorithm))
            return Refused("wrong algorithm", "The token's algorithm (alg) is none that its key is for.");
        if (!VerifiedToken.TryRead(token.Payload, isBuiltIn, out var claimed))
            return Refused("malformed claims", "The token lacks sub or exp, or a claim is of the wrong type.");
        var result = await TokenRules.CheckAsync(token, key, issuer, audience);
        return result switch
        {
            { IsValid: true } => (claimed, null),
            { Exception: SecurityTokenInvalidAudienceException } => Refused("wrong audience", "The token is for another audience (aud)."),
            { Exception: SecurityTokenInvalidTypeException } => Refused("wrong type", "The token's type (typ) is neither at+jwt nor JWT."),
            { Exception: SecurityTokenInvalidIssuerException } => WrongIssuer,
            { Exception: SecurityTokenInvalidSignatureException } => Refused("invalid signature", "The token's signature does not hold."),
            _ => Malformed,
        };
    }

    private static ProblemResult ProviderIsAway { get; } =
        ProblemResult.Unavailable(ProviderKeys.PauseBeforeFirst) with { Detail = "The provider that signs people in does not answer; send the request again later." };

    private static (VerifiedToken?, ProblemResult?) Malformed =>
        Refused("malformed", "The token is no signed JWT: three parts of base64url, joined by dots, without doubled members.");

    private static (VerifiedToken?, ProblemResult?) UnknownKey => Refused("unknown key", "The token is signed with a key that is not known here.");

    private static (VerifiedToken?, ProblemResult?) WrongIssuer => Refused("wrong issuer", "The token comes from an issuer (iss) that does not sign people in here.");

    private static (VerifiedToken?, ProblemResult?) Refused(string description, string detail) => (null, ProblemResult.InvalidToken(description, detail));
}
