using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>Finds out who issued a token and whether it is genuine; whether it is still in its time is not asked here.</summary>
public sealed class TokenValidator(IOptions<AuthOptions> options, BuiltInKeys builtInKeys, ProviderKeys providerKeys, IHostEnvironment environment)
{
    /// <summary>One of the two is null.</summary>
    public async Task<(VerifiedToken? Token, ProblemResult? Fault)> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (!TryParse(text, out var token, out var keyId, out var fault))
            return fault;
        if (token.Payload.TryReadString("iss", out var issuer) && issuer == TokenIssuer.Issuer)
            return await VerifyBuiltInAsync(token, keyId);
        var (verified, refused) = await VerifyProvidersAsync(token, keyId, options.Value.Audience!, TokenRules.AccessTypes, cancellationToken);
        return verified is not null && options.Value.Audience == options.Value.ClientId && !token.IsAccessToken
            ? Refused("identity token", "The token may be an identity token: its type (typ) is not at+jwt, and it has no scope. Send the access token.")
            : (verified, refused);
    }

    /// <summary>
    /// The same for what the provider says to a client about who has signed in (OpenID Connect Core 1.0, section 3.1.3.7): its
    /// audience is the client. The nonce is the caller's business. One of the two is null.
    /// </summary>
    public async Task<(VerifiedToken? Token, ProblemResult? Fault)> VerifyIdTokenAsync(string text, string clientId, CancellationToken cancellationToken)
    {
        if (!TryParse(text, out var token, out var keyId, out var fault))
            return fault;
        if (!token.Header.TryReadString("typ", out var type) || type is not (null or "JWT"))
            return Refused("wrong type", "The identity token's type (typ) is not JWT.");
        // Many providers leave the type out, which the library takes for a wrong one.
        return await VerifyProvidersAsync(token, keyId, clientId, [], cancellationToken);
    }

    private bool TryParse(
        string text, [NotNullWhen(true)] out CompactToken? token, [NotNullWhen(true)] out string? keyId, out (VerifiedToken?, ProblemResult?) fault)
    {
        (token, keyId, fault) = (null, null, default);
        if (text.Length > CompactToken.MaxLength)
            fault = Refused("too long", "The token is longer than 8 KB.");
        else if (!CompactToken.IsCompact(text))
            fault = NotAToken;
        else if (!CompactToken.TryParse(text, out token) || !token.Payload.TryReadString("iss", out _))
            fault = Malformed;
        else if (token.IsCritical)
            fault = Refused("unsupported extension", "The token's header demands an extension (crit, b64), of which none is understood here.");
        else if ((keyId = token.KeyId) is null)
            fault = Refused("no key id", "The token's header names no key (kid).");
        return fault == default && token is not null && keyId is not null;
    }

    private async Task<(VerifiedToken?, ProblemResult?)> VerifyBuiltInAsync(CompactToken token, string keyId)
    {
        if (await builtInKeys.GetAsync() is not { } key || key.KeyId != keyId)
            return UnknownKey;
        return await JudgeAsync(token, key.PublicKey, TokenIssuer.Issuer, TokenIssuer.Audience, TokenRules.AccessTypes, isBuiltIn: true);
    }

    private async Task<(VerifiedToken?, ProblemResult?)> VerifyProvidersAsync(
        CompactToken token, string keyId, string audience, ImmutableArray<string> types, CancellationToken cancellationToken)
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
            : await JudgeAsync(token, key, provider.Issuer, audience, types, isBuiltIn: false);
    }

    private static async Task<(VerifiedToken?, ProblemResult?)> JudgeAsync(
        CompactToken token, JsonWebKey key, string issuer, string audience, ImmutableArray<string> types, bool isBuiltIn)
    {
        if (!key.Allows(token.Algorithm))
            return Refused("wrong algorithm", "The token's algorithm (alg) is none that its key is for.");
        if (!VerifiedToken.TryRead(token.Payload, isBuiltIn, out var claimed))
            return Refused("malformed claims", "The token lacks sub or exp, or a claim is of the wrong type.");
        var result = await TokenRules.CheckAsync(token, key, issuer, audience, types);
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

    private (VerifiedToken?, ProblemResult?) NotAToken => Refused("malformed",
        "This is not a token. Send a signed JWT, three parts of base64url joined by dots, without quotes." + (environment.IsDevelopment() && !options.Value.HasProvider
            ? " Get one with: dotnet run --project Hal.Sharing.Api -- token --user ID"
            : ""));

    private static (VerifiedToken?, ProblemResult?) Malformed =>
        Refused("malformed", "The token cannot be read: its header and payload must be JSON objects without duplicate properties, with claims of the right types.");

    private static (VerifiedToken?, ProblemResult?) UnknownKey => Refused("unknown key", "The token is signed with a key that is not known here.");

    private static (VerifiedToken?, ProblemResult?) WrongIssuer => Refused("wrong issuer", "The token comes from an issuer (iss) that does not sign people in here.");

    private static (VerifiedToken?, ProblemResult?) Refused(string description, string detail) => (null, ProblemResult.InvalidToken(description, detail));
}
