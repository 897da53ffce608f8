using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Users;
using Microsoft.AspNetCore.Authorization;

namespace Hal.Sharing.Api.Root;

/// <summary>The one address that a client needs to know.</summary>
[Route("api")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class RootController(UserQueries users, BrowserSignIn signIn) : ControllerBase
{
    [HttpGet]
    [AllowTeamTokens]
    [AllowAnonymous]
    public async Task<IActionResult> Get(Caller? caller, CancellationToken cancellationToken)
    {
        if (caller is null)
            return new HalResult(RootAssembler.ToStrangersResource(signIn.IsPossibleFor(Request)));
        return new HalResult(RootAssembler.ToResource(caller, await users.GetFactsAsync(caller, cancellationToken), signIn.IsPossibleFor(Request), TokenSources.IsByCookieAlone(Request)));
    }
}
