using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Data.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Api.Root;

/// <summary>The one address that a client needs to know.</summary>
[Route("api")]
[Representations(MediaTypes.Hal, MediaTypes.Json)]
public sealed class RootController : ControllerBase
{
    [HttpGet]
    [AllowAnonymous]
    public IActionResult Get(Caller? caller) => new HalResult(RootAssembler.ToResource(isSignedIn: caller is not null));
}
