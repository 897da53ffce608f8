using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Api.Auth;

/// <summary>Finds the issuer and the key of a token and verifies it. The lifetime is not checked here.</summary>
public sealed class TokenValidator(
    IOptions<AuthOptions> options, BuiltInKeys builtInKeys, ProviderKeys providerKeys, IHostEnvironment environment)
{
    /// <summary>Returns the verified access token or the problem.</summary>
    public async Task<(VerifiedToken? Token, ProblemResult? Fault)> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (!TryParse(text, out var token, out var keyId, out var fault))
            return fault;
        if (token.Payload.TryReadString("iss", out var issuer) && issuer == TokenIssuer.Issuer)
            return await VerifyBuiltInAsync(token, keyId);
        var audience = options.Value.Audience!;
        var (verified, refused) = await VerifyProvidersAsync(token, keyId, audience, TokenRules.AccessTypes, cancellationToken);
        return verified is not null && audience == options.Value.ClientId && !token.IsAccessToken
            ? Refused(
                "identity token",
                "The token may be an identity token: its type (typ) is not at+jwt, and it has no scope. Send the access token.")
            : (verified, refused);
    }

    /// <summary>
    /// Returns whether the keys under which the token was verified are still the present ones. They are not after a response of the
    /// provider that differs in anything.
    /// </summary>
    public async ValueTask<bool> HasPresentKeysAsync(VerifiedToken token, CancellationToken cancellationToken) =>
        token.Keys is { } keys
        && ReferenceEquals(keys, token.IsBuiltIn ? await builtInKeys.GetAsync() : await providerKeys.GetAsync(cancellationToken));

    /// <summary>
    /// Returns the verified identity token (OpenID Connect Core 1.0, section 3.1.3.7), whose audience is the client, or the problem. The
    /// nonce is not checked here.
    /// </summary>
    public async Task<(VerifiedToken? Token, ProblemResult? Fault)> VerifyIdTokenAsync(
        string text, string clientId, CancellationToken cancellationToken)
    {
        if (!TryParse(text, out var token, out var keyId, out var fault))
            return fault;
        if (!token.Header.TryReadString("typ", out var type) || type is not (null or "JWT"))
            return Refused("wrong type", "The identity token's type (typ) is not JWT.");
        // Many providers omit the type, which the library treats as a wrong one.
        return await VerifyProvidersAsync(token, keyId, clientId, [], cancellationToken);
    }

    private bool TryParse(
        string text,
        [NotNullWhen(true)] out CompactToken? token,
        [NotNullWhen(true)] out string? keyId,
        out (VerifiedToken?, ProblemResult?) fault)
    {
        (token, keyId, fault) = (null, null, default);
        if (text.Length > CompactToken.MaxLength)
            fault = Refused("too long", "The token is longer than 8 KB.");
        else if (!CompactToken.IsCompact(text))
            fault = NotAToken;
        else if (!CompactToken.TryParse(text, out token) || !token.Payload.TryReadString("iss", out _))
            fault = Malformed;
        else if (token.IsCritical)
            fault = Refused("unsupported extension", "The token's header requires an extension (crit, b64). This server supports none.");
        else if ((keyId = token.KeyId) is null)
            fault = Refused("no key id", "The token's header has no key ID (kid).");
        return fault == default && token is not null && keyId is not null;
    }

    private async Task<(VerifiedToken?, ProblemResult?)> VerifyBuiltInAsync(CompactToken token, string keyId)
    {
        if (await builtInKeys.GetAsync() is not { } key || key.KeyId != keyId)
            return UnknownKey;
        return await JudgeAsync(token, key, key.PublicKey, TokenIssuer.Issuer, TokenIssuer.Audience, TokenRules.AccessTypes);
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
        {
            provider = newer;
            key = VerificationKeys.Find(newer.JsonWebKeySet.Keys, keyId);
        }
        return key is null
            ? UnknownKey
            : await JudgeAsync(token, provider, key, provider.Issuer, audience, types);
    }

    private static async Task<(VerifiedToken?, ProblemResult?)> JudgeAsync(
        CompactToken token, object keys, JsonWebKey key, string issuer, string audience, ImmutableArray<string> types)
    {
        if (!key.Allows(token.Algorithm))
            return Refused("wrong algorithm", "The token's algorithm (alg) is not one of its key.");
        if (!VerifiedToken.TryRead(token.Payload, keys is BuiltInKey, out var claimed))
            return Refused("malformed claims", "The token lacks sub or exp, or a claim is of the wrong type.");
        var result = await TokenRules.CheckAsync(token, key, issuer, audience, types);
        return result switch
        {
            { IsValid: true } => (claimed with { Keys = keys }, null),
            { Exception: SecurityTokenInvalidAudienceException } => Refused("wrong audience", "The token is for another audience (aud)."),
            { Exception: SecurityTokenInvalidTypeException } => Refused("wrong type", "The token's type (typ) is neither at+jwt nor JWT."),
            { Exception: SecurityTokenInvalidIssuerException } => WrongIssuer,
            { Exception: SecurityTokenInvalidSignatureException } => Refused("invalid signature", "The token's signature is not valid."),
            _ => Malformed,
        };
    }

    private static ProblemResult ProviderIsAway { get; } = ProblemResult.Unavailable(ProviderKeys.PauseBeforeFirst) with
    {
        Detail = "The OpenID Connect provider does not respond; send the request again later.",
    };

    private (VerifiedToken?, ProblemResult?) NotAToken => Refused("malformed",
        "This is not a token. Send a signed JWT: three parts of base64url joined by dots, without quotes." +
        (environment.IsDevelopment() && !options.Value.HasProvider
            ? " Get one with: dotnet run --project Hal.Sharing.Api -- token --user ID"
            : ""));

    private static (VerifiedToken?, ProblemResult?) Malformed => Refused(
        "malformed",
        "The token cannot be read: its header and payload must be JSON objects without duplicate properties, " +
        "with claims of the right types.");

    private static (VerifiedToken?, ProblemResult?) UnknownKey => Refused("unknown key", "The token is signed with an unknown key.");

    private static (VerifiedToken?, ProblemResult?) WrongIssuer =>
        Refused("wrong issuer", "The token is from an issuer (iss) that this server does not accept.");

    private static (VerifiedToken?, ProblemResult?) Refused(string description, string detail) =>
        (null, ProblemResult.InvalidToken(description, detail));
}
