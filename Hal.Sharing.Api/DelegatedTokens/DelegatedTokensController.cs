using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.DelegatedTokens;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.DelegatedTokens;

/// <summary>Issues tokens with which a party acts for a user.</summary>
/// <remarks>Routing ignores a trailing slash.</remarks>
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

        var result = await commands.CreateAsync(caller, wanted.Subject, wanted.TeamId, cancellationToken);
        return await result.Match<Task<IActionResult>>(
            forbidden: _ => Task.FromResult<IActionResult>(DelegatedTokenProblems.Forbidden),
            notFound: _ => Task.FromResult<IActionResult>(DelegatedTokenProblems.NotFound(wanted.Subject)),
            created: async created => Answer(
                await issuer.IssueDelegatedAsync(wanted.Subject, caller.Id, created.Scopes, wanted.TeamId, created.TokenId),
                created.Scopes));
    }

    [HttpOptions]
    [AllowClientCredentials]
    public async Task<IActionResult> Options(Caller caller, CancellationToken cancellationToken)
    {
        var access = new DelegationAccess(caller, await users.GetFactsAsync(caller, cancellationToken));
        return access.CanRequest ? new AllowResult(HttpMethods.Options, HttpMethods.Post) : new AllowResult(HttpMethods.Options);
    }

    private HalResult Answer(string token, IReadOnlyList<string> scopes)
    {
        Response.Headers.CacheControl = "no-store";
        return new(DelegatedTokenAssembler.ToResource(token, scopes)) { IsPlainJson = true };
    }
}
