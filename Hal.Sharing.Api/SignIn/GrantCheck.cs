using System.Text.Json;
using Hal.Sharing.Api.Auth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Judges what the provider issued by the rules that every request is judged by, before a browser gets it.</summary>
public sealed class GrantCheck(TokenValidator validator, TokenAuthenticator admission, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>Who has signed in: one whom the provider names, by a token that this server takes from him. One of the two is null.</summary>
    public async Task<(SignedIn? SignedIn, ProblemResult? Fault)> JudgeAsync(
        Grant grant, string nonce, OpenIdConnectConfiguration metadata, CancellationToken cancellationToken)
    {
        var (identity, identityFault) = await IdentityAsync(grant.IdToken, nonce, cancellationToken);
        if (identity is null)
            return (null, identityFault);
        var (token, fault) = await validator.VerifyAsync(grant.AccessToken!, cancellationToken);
        if (token is null)
            return (null, Refused($"The provider's access token is not one for this server (Auth:Audience, Auth:SignInScopes, Auth:SignInParameters): {fault!.Detail}"));
        if (token.IsBuiltIn)
            return (null, Refused("The provider's access token is none of its own."));
        if (!NameSameUser(identity, token, metadata))
            return (null, Refused("The provider's identity token and access token name different users."));
        var (caller, notLetIn) = await admission.AdmitAsync(token, cancellationToken);
        if (caller is null)
            return (null, notLetIn);
        return caller.IsActedFor ? (null, Refused("The provider's access token lets somebody act for another one.")) : (Accept(grant, token, null), null);
    }

    /// <summary>The renewed sign-in; null when the token is not one for the same person.</summary>
    public async Task<SignedIn?> JudgeAsync(Grant grant, Session session, CancellationToken cancellationToken)
    {
        var (token, _) = await validator.VerifyAsync(grant.AccessToken!, cancellationToken);
        return token is { Act: null } && session.IsOf(token) && TokenRules.Lifetime(token, clock.GetUtcNow()) is null
            ? Accept(grant, token, session)
            : null;
    }

    /// <summary>A provider that does not rotate refresh tokens leaves the former one out (RFC 6749, section 6).</summary>
    private static SignedIn Accept(Grant grant, VerifiedToken token, Session? former) => new(
        grant.AccessToken!,
        token.Expires,
        (grant.RefreshToken ?? former?.RefreshToken) is { } refresh ? new Session(token.Issuer, token.Subject, refresh) : null);

    /// <summary>
    /// Compares the claim that names the user, or <c>sub</c> where the identity token lacks it. A provider with pairwise subjects only
    /// names one user differently to each audience (OpenID Connect Core 1.0, section 8.1), so that its <c>sub</c> proves nothing.
    /// </summary>
    private bool NameSameUser(VerifiedToken identity, VerifiedToken access, OpenIdConnectConfiguration metadata)
    {
        var claim = options.Value.UserIdClaim;
        if (claim != "sub" && identity.Claims.TryReadString(claim, out var named) && named is not null)
            return access.Claims.TryReadString(claim, out var other) && other == named;
        return identity.Subject == access.Subject
            || (metadata.SubjectTypesSupported.Contains("pairwise") && !metadata.SubjectTypesSupported.Contains("public"));
    }

    /// <summary>The identity token, checked as OpenID Connect Core 1.0, section 3.1.3.7, says. One of the two is null.</summary>
    private async Task<(VerifiedToken? Identity, ProblemResult? Fault)> IdentityAsync(string? text, string nonce, CancellationToken cancellationToken)
    {
        if (text is null)
            return (null, Refused("The provider's answer has no identity token."));
        var (token, fault) = await validator.VerifyIdTokenAsync(text, options.Value.ClientId!, cancellationToken);
        if (token is null)
            return (null, Refused($"The provider's identity token is refused: {fault!.Detail}"));
        return IdentityFault(token, nonce) is { } refused ? (null, refused) : (token, null);
    }

    private ProblemResult? IdentityFault(VerifiedToken token, string nonce)
    {
        if (TokenRules.Lifetime(token, clock.GetUtcNow()) is { } outOfTime)
            return Refused($"The provider's identity token is refused: {outOfTime.Detail}");
        var isForOthersToo = token.Claims.TryGetProperty("aud", out var audience) && audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() > 1;
        if (token.AuthorizedParty is null ? isForOthersToo : token.AuthorizedParty != options.Value.ClientId)
            return Refused("The provider's identity token was obtained by another client (azp).");
        return token.Claims.TryReadString("nonce", out var said) && said == nonce
            ? null
            : Refused("The provider's identity token belongs to another attempt to sign in (nonce).");
    }

    private static ProblemResult Refused(string detail) => CallbackQuery.Refused(detail);
}
