using System.Text.Json;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Problems;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Judges what the provider issued by the rules that every request is judged by, before a browser gets it.</summary>
public sealed class GrantCheck(TokenValidator validator, TokenAdmission admission, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>Who has signed in: one whom the provider names, by a token that this server takes from him. One of the two is null.</summary>
    public async Task<(SignedIn? SignedIn, ProblemResult? Fault)> JudgeAsync(Grant grant, string nonce, CancellationToken cancellationToken)
    {
        if (await IdentityFaultAsync(grant.IdToken, nonce, cancellationToken) is { } identityFault)
            return (null, identityFault);
        var (token, fault) = await validator.VerifyAsync(grant.AccessToken!, cancellationToken);
        if (token is null)
            return (null, Refused($"The provider's access token is not one for this server (Auth:Audience, Auth:SignInScopes, Auth:SignInParameters): {fault!.Detail}"));
        if (token.IsBuiltIn)
            return (null, Refused("The provider's access token is none of its own."));
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

    /// <summary>OpenID Connect Core 1.0, section 3.1.3.7.</summary>
    private async Task<ProblemResult?> IdentityFaultAsync(string? text, string nonce, CancellationToken cancellationToken)
    {
        if (text is null)
            return Refused("The provider's answer has no identity token.");
        var (token, fault) = await validator.VerifyIdTokenAsync(text, options.Value.ClientId!, cancellationToken);
        if (token is null)
            return Refused($"The provider's identity token is refused: {fault!.Detail}");
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
