using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.DelegatedTokens;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.DelegatedTokens;

/// <summary>Gives out tokens by which somebody acts for a user. (Routing takes the trailing slash or leaves it.)</summary>
[Route("api/v1/oauth/delegated-token")]
[Representations(MediaTypes.Json)]
public sealed class DelegatedTokensController(DelegatedTokenCommands commands, UserQueries users, TokenIssuer issuer) : ControllerBase
{
    [HttpPost]
    [AllowClientCredentials]
    public async Task<IActionResult> Create(Caller caller, CancellationToken cancellationToken)
    {
        var (bytes, refusal) = await RequestBody.ReadAsync(Request);
        if (refusal is not null)
            return refusal;
        var faults = new List<Fault>();
        var wanted = DelegatedTokenRequest.Read(bytes, faults);
        if (faults.Count > 0)
            return new ValidationResult(faults);
        if (!await issuer.CanIssueAsync())
            return DelegatedTokenProblems.NoKey;

        var tokenId = Guid.NewGuid();
        var grant = await commands.GrantAsync(caller, wanted.Subject, wanted.TeamId, tokenId, cancellationToken);
        return grant.Outcome switch
        {
            DelegatedTokenOutcome.MayNotAsk => DelegatedTokenProblems.MayNotAsk,
            DelegatedTokenOutcome.NotFor => DelegatedTokenProblems.NotFor(wanted.Subject),
            DelegatedTokenOutcome.Granted => Answer(
                await issuer.IssueDelegatedAsync(wanted.Subject, caller.Id, grant.Scopes, wanted.TeamId, tokenId), grant.Scopes),
        };
    }

    [HttpOptions]
    [AllowClientCredentials]
    public async Task<IActionResult> Options(Caller caller, CancellationToken cancellationToken)
    {
        var access = new DelegationAccess(caller, await users.GetFactsAsync(caller, cancellationToken));
        return access.CanAsk ? new AllowResult(HttpMethods.Options, HttpMethods.Post) : new AllowResult(HttpMethods.Options);
    }

    private HalResult Answer(string token, IReadOnlyList<string> scopes)
    {
        Response.Headers.CacheControl = "no-store";
        return new(DelegatedTokenAssembler.ToResource(token, scopes)) { IsPlainJson = true };
    }
}
