using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Users;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Root;

/// <summary>The entry point: the one address that a client needs to know.</summary>
[Route("api")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class RootController(UserQueries users, BrowserSignIn signIn) : ControllerBase
{
    [HttpGet]
    [AllowTeamTokens]
    [AllowAnonymous]
    public async Task<IActionResult> Get(Caller? caller, CancellationToken cancellationToken)
    {
        var canSignIn = signIn.IsPossibleFor(Request);
        if (caller is null)
            return new HalResult(RootAssembler.ToAnonymousResource(canSignIn));
        var facts = await users.GetFactsAsync(caller, cancellationToken);
        var access = new RootAccess(caller, facts, canSignIn, TokenSources.IsByCookieAlone(Request));
        return HalResult.Of(access, RootAssembler.ToResource);
    }
}
