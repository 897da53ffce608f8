using Hal.Sharing.Api.Problems;
using Hal.Sharing.Data.Access;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Decides whether a request has a caller, and who it is: carriers, then tokens, then the account behind them.</summary>
public sealed class Admissions(TokenValidator validator, FirstSightDoor door, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>Either is null; both are for a request without any token.</summary>
    public async Task<(Caller? Caller, ProblemResult? Fault)> AdmitAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (carriers, unreadable) = Carriers.Read(request.Headers);
        if (carriers is null)
            return (null, unreadable);
        if (carriers.Tokens.Count == 0)
            return (null, null);
        var (token, refused) = await LatestAsync(carriers, cancellationToken);
        if (token is null)
            return (null, refused);
        if ((TokenRules.Lifetime(token, clock.GetUtcNow()) ?? Kind(token)) is { } fault)
            return (null, fault);
        if (UserId(token) is not { } userId)
            return (null, ProblemResult.InvalidToken("no user", $"The token names no user: its claim '{options.Value.UserIdClaim}' is missing or no text."));
        if (await door.JudgeAsync(userId, token, cancellationToken) is { } notLetIn)
            return (null, notLetIn);
        return CookieRules.Judge(request, carriers, options.Value) is { } byCookie
            ? (null, byCookie)
            : (new Caller(userId) { AuthorizedParty = token.AuthorizedParty == token.Subject ? null : token.AuthorizedParty }, null);
    }

    /// <summary>Of several tokens the one that lives longest, if all are genuine and mean the same.</summary>
    private async Task<(VerifiedToken? Token, ProblemResult? Fault)> LatestAsync(Carriers carriers, CancellationToken cancellationToken)
    {
        VerifiedToken? latest = null;
        foreach (var text in carriers.Tokens.Distinct(StringComparer.Ordinal))
        {
            var (token, fault) = await validator.VerifyAsync(text, cancellationToken);
            if (token is null)
                return (null, fault);
            if (latest is not null && !latest.Agrees(token))
                return (null, ProblemResult.InvalidToken("tokens disagree", "The request carries several tokens that do not mean the same: send one."));
            latest = latest is null || token.Expires > latest.Expires ? token : latest;
        }
        return (latest, null);
    }

    /// <summary>What speaks against this kind of token; null for an ordinary one of the issuer that signs people in.</summary>
    private ProblemResult? Kind(VerifiedToken token)
    {
        if (token.Act is not null || (token.IsBuiltIn && token.AuthorizedParty is { } party && party != token.Subject))
            return ProblemResult.InvalidToken("delegated tokens are not accepted", "This is a delegated token, which is not accepted here.");
        return token.IsBuiltIn && options.Value.HasProvider
            ? ProblemResult.InvalidToken("wrong issuer", $"People sign in at {options.Value.Authority} here: get a token there.")
            : null;
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
