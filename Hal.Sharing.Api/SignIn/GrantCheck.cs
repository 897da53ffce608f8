using System.Text.Json;
using Hal.Sharing.Api.Auth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Checks the provider's tokens by the rules for every request before a browser gets them.</summary>
public sealed class GrantCheck(
    TokenValidator validator, TokenAuthenticator authenticator, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>
    /// Returns the identity token if the provider issued it to this client (OpenID Connect Core 1.0, section 3.1.3.7), or the refusal. The
    /// OpenID Connect handler checks the nonce.
    /// </summary>
    public async Task<(VerifiedToken? Identity, ProblemResult? Fault)> VerifyIdentityAsync(
        string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(text))
            return (null, SignInProblems.Refused("The provider's response has no identity token."));
        var (token, fault) = await validator.VerifyIdTokenAsync(text, options.Value.ClientId!, cancellationToken);
        fault ??= TokenRules.Lifetime(token!, clock.GetUtcNow());
        if (fault is not null)
            return (null, SignInProblems.Refused($"The provider's identity token is refused: {fault.Detail}"));
        var hasOtherAudiences = token!.Claims.TryGetProperty("aud", out var audience)
            && audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() > 1;
        var isForOtherClient = token.AuthorizedParty is null ? hasOtherAudiences : token.AuthorizedParty != options.Value.ClientId;
        return isForOtherClient
            ? (null, SignInProblems.Refused("The provider's identity token was issued to another client (azp)."))
            : (token, null);
    }

    /// <summary>
    /// Returns the sign-in if the access token is valid for this server and names the user of the identity token, or the refusal.
    /// </summary>
    public async Task<(SignedIn? SignedIn, ProblemResult? Fault)> JudgeAsync(
        VerifiedToken identity, OpenIdConnectMessage tokens, OpenIdConnectConfiguration metadata, CancellationToken cancellationToken)
    {
        var (token, fault) = await validator.VerifyAsync(tokens.AccessToken, cancellationToken);
        if (token is null)
        {
            return Refused(
                "The provider's access token is not valid for this server " +
                $"(Auth:Audience, Auth:SignInScopes, Auth:SignInParameters): {fault!.Detail}");
        }
        if (token.IsBuiltIn)
            return Refused("The access token was not issued by the provider.");
        if (!NameSameUser(identity, token, metadata))
            return Refused("The provider's identity token and access token name different users.");
        var (caller, notAdmitted) = await authenticator.AuthenticateAsync(token, cancellationToken);
        if (caller is null)
            return (null, notAdmitted);
        return caller.IsActedFor
            ? Refused("The provider's access token is a delegated token.")
            : (Accept(tokens.AccessToken, tokens.RefreshToken, token), null);
    }

    /// <summary>Returns the refreshed sign-in, or null if the token is not valid for the same user.</summary>
    public async Task<SignedIn?> JudgeAsync(Grant grant, Session session, CancellationToken cancellationToken)
    {
        var (token, _) = await validator.VerifyAsync(grant.AccessToken!, cancellationToken);
        // A provider that does not rotate refresh tokens omits the former one (RFC 6749, section 6).
        return token is { Act: null } && session.IsOf(token) && TokenRules.Lifetime(token, clock.GetUtcNow()) is null
            ? Accept(grant.AccessToken!, grant.RefreshToken ?? session.RefreshToken, token)
            : null;
    }

    private static SignedIn Accept(string accessToken, string? refreshToken, VerifiedToken token) =>
        new(accessToken, token.Expires, refreshToken is null ? null : new Session(token.Issuer, token.Subject, refreshToken));

    private static (SignedIn?, ProblemResult?) Refused(string detail) => (null, SignInProblems.Refused(detail));

    /// <summary>
    /// Compares the claim that identifies the user, or <c>sub</c> if the identity token lacks it. With pairwise subjects only, a provider
    /// names a user differently to each audience (OpenID Connect Core 1.0, section 8.1), so <c>sub</c> then proves nothing.
    /// </summary>
    private bool NameSameUser(VerifiedToken identity, VerifiedToken access, OpenIdConnectConfiguration metadata)
    {
        var claim = options.Value.UserIdClaim;
        if (claim != "sub" && identity.Claims.TryReadString(claim, out var named) && named is not null)
            return access.Claims.TryReadString(claim, out var other) && other == named;
        return identity.Subject == access.Subject
            || (metadata.SubjectTypesSupported.Contains("pairwise") && !metadata.SubjectTypesSupported.Contains("public"));
    }
}
