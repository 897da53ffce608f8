namespace Hal.Sharing.Api.SignIn;

/// <summary>Turns what somebody brings back from the provider into a sign-in, or a reason why not.</summary>
public sealed class CodeExchange(ProviderEndpoints provider, TokenEndpoint endpoint, GrantCheck check)
{
    /// <summary>One of the two is null.</summary>
    public async Task<(SignedIn? SignedIn, ProblemResult? Fault)> CompleteAsync(
        CallbackQuery query, SignInState pending, string redirectUri, CancellationToken cancellationToken)
    {
        var (metadata, unusable) = await provider.GetAsync(cancellationToken);
        if (metadata is null)
            return (null, unusable);
        if (query.Judge(metadata) is { } fault)
            return (null, fault);
        var grant = await endpoint.RedeemCodeAsync(metadata, query.Code!, pending.Verifier, redirectUri, cancellationToken);
        return grant.Outcome switch
        {
            GrantOutcome.Granted => await check.JudgeAsync(grant, pending.Nonce, metadata, cancellationToken),
            GrantOutcome.Refused => (null, CallbackQuery.Refused("The provider does not take its code back: it was used before, or has expired.")),
            GrantOutcome.Unavailable => (null, ProviderEndpoints.IsAway),
        };
    }
}
