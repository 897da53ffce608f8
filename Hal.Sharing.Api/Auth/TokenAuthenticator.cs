using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Decides whom the tokens of a request speak for: all of them genuine and alike, in their time, of an account that is there.</summary>
public sealed class TokenAuthenticator(TokenValidator validator, ProvisioningGate door, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>One of the two is null.</summary>
    /// <param name="carriers">With one token at least.</param>
    public async Task<(Caller? Caller, ProblemResult? Fault)> AdmitAsync(TokenSources carriers, CancellationToken cancellationToken)
    {
        var (token, refused) = await LatestAsync(carriers, cancellationToken);
        return token is null ? (null, refused) : await AdmitAsync(token, cancellationToken);
    }

    /// <summary>The same for one genuine token that no request has carried yet.</summary>
    public async Task<(Caller? Caller, ProblemResult? Fault)> AdmitAsync(VerifiedToken token, CancellationToken cancellationToken)
    {
        if (TokenRules.Lifetime(token, clock.GetUtcNow()) is { } outOfTime)
            return (null, outOfTime);
        if (UserId(token) is not { } userId)
            return (null, ProblemResult.InvalidToken("no user", $"The token names no user: its claim '{options.Value.UserIdClaim}' is missing or no text."));
        var (caller, odd) = Delegation.Read(token, userId);
        if (caller is null)
            return (null, odd);
        if (token.IsBuiltIn && options.Value.HasProvider && !caller.IsActedFor)
            return (null, ProblemResult.InvalidToken("wrong issuer", $"People sign in at {options.Value.Authority} here: get a token there."));
        var isDelegated = caller.IsActedFor || caller.MustBeManaged;
        return await door.JudgeAsync(userId, token, mayCreate: !isDelegated, cancellationToken) is { } notLetIn ? (null, notLetIn) : (caller, null);
    }

    /// <summary>Of several tokens the one that lives longest, if all are genuine and mean the same.</summary>
    private async Task<(VerifiedToken? Token, ProblemResult? Fault)> LatestAsync(TokenSources carriers, CancellationToken cancellationToken)
    {
        VerifiedToken? latest = null;
        foreach (var text in carriers.Tokens.Distinct(StringComparer.Ordinal))
        {
            var (token, fault) = await validator.VerifyAsync(text, cancellationToken);
            if (token is null)
                return (null, fault);
            if (latest is not null && !latest.Agrees(token))
                return (null, ProblemResult.InvalidToken("tokens disagree", "The request carries several tokens that do not mean the same: send one. A browser adds the cookie of who is signed in: sign out to use another's token."));
            latest = latest is null || token.Expires > latest.Expires ? token : latest;
        }
        return (latest, null);
    }

    /// <summary>The built-in issuer names users by their ids; a provider may name them in any way.</summary>
    private string? UserId(VerifiedToken token)
    {
        if (token.IsBuiltIn)
            return UserIds.IsId(token.Subject) ? token.Subject : null;
        return token.Claims.TryReadString(options.Value.UserIdClaim, out var name) && !string.IsNullOrEmpty(name)
            ? UserIds.FromClaim(name)
            : null;
    }
}
