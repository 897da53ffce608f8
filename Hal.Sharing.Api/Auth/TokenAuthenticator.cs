using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Decides for which user the tokens of a request are: all must be valid and agree, be within their lifetime, and name an existing account.
/// </summary>
public sealed class TokenAuthenticator(KeptTokens kept, ProvisioningGate gate, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>Returns the caller or the problem.</summary>
    /// <param name="sources">With at least one token.</param>
    public async ValueTask<(Caller? Caller, ProblemResult? Fault)> AuthenticateAsync(
        TokenSources sources, CancellationToken cancellationToken)
    {
        var (token, refused) = await LatestAsync(sources, cancellationToken);
        return token is null ? (null, refused) : await AuthenticateAsync(token, cancellationToken);
    }

    /// <summary>Does the same for one verified token that no request has carried yet.</summary>
    public async ValueTask<(Caller? Caller, ProblemResult? Fault)> AuthenticateAsync(
        VerifiedToken token, CancellationToken cancellationToken)
    {
        if (TokenRules.Lifetime(token, clock.GetUtcNow()) is { } outOfTime)
            return (null, outOfTime);
        if (UserId(token) is not { } userId)
        {
            return (null, ProblemResult.InvalidToken(
                "no user", $"The token names no user: its claim '{options.Value.UserIdClaim}' is missing or not a string."));
        }
        var (caller, malformed) = CallerClaims.Read(token, userId);
        if (caller is null)
            return (null, malformed);
        if (token.IsBuiltIn && options.Value.HasProvider && !caller.IsActedFor)
            return (null, ProblemResult.InvalidToken("wrong issuer", $"Users sign in at {options.Value.Authority}: get a token there."));
        var isDelegated = caller.IsActedFor || caller.MustBeManaged;
        var fault = await gate.FaultAsync(userId, token, mayCreate: !isDelegated, cancellationToken);
        return fault is null ? (caller, null) : (null, fault);
    }

    /// <summary>Returns the token that expires last, if all tokens are valid and agree.</summary>
    private async ValueTask<(VerifiedToken? Token, ProblemResult? Fault)> LatestAsync(
        TokenSources sources, CancellationToken cancellationToken)
    {
        if (sources.Tokens is [var only])
            return await kept.VerifyAsync(only, cancellationToken);
        VerifiedToken? latest = null;
        foreach (var text in sources.Tokens.Distinct(StringSegmentComparer.Ordinal))
        {
            var (token, fault) = await kept.VerifyAsync(text, cancellationToken);
            if (token is null)
                return (null, fault);
            if (latest is not null && !latest.Agrees(token))
            {
                return (null, ProblemResult.InvalidToken(
                    "tokens disagree",
                    "The request has several tokens that do not agree: send one. " +
                    "A browser adds the cookie of the user who is signed in: sign out to use another user's token."));
            }
            latest = latest is null || token.Expires > latest.Expires ? token : latest;
        }
        return (latest, null);
    }

    /// <summary>Returns the user's ID; null if the token has none. A provider's name for the user need not be an ID.</summary>
    private string? UserId(VerifiedToken token)
    {
        if (token.IsBuiltIn)
            return UserIds.IsId(token.Subject) ? token.Subject : null;
        return token.Claims.TryReadString(options.Value.UserIdClaim, out var name) && !string.IsNullOrEmpty(name)
            ? UserIds.FromClaim(name)
            : null;
    }
}
