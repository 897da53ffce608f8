using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Users;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Api.Users;

/// <summary>Users: oneself and others.</summary>
[Route("api/users")]
[Representations(MediaTypes.Hal, MediaTypes.Json)]
public sealed class UsersController(UserQueries queries) : ControllerBase
{
    [HttpGet("me")]
    public Task<IActionResult> GetMe(Caller caller, CancellationToken cancellationToken) => Get(caller.UserId, caller, cancellationToken);

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, cancellationToken) is { } view
            ? new HalResult(UserAssembler.ToResource(view))
            : ProblemResult.NotFound("user", id);
}
