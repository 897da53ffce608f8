using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Teams;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Api.Teams;

/// <summary>Teams.</summary>
[Route("api/teams")]
[Representations(MediaTypes.Hal, MediaTypes.Json)]
public sealed class TeamsController(TeamQueries queries) : ControllerBase
{
    [HttpGet("{id}")]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, cancellationToken) is { } team
            ? new HalResult(TeamAssembler.ToResource(team))
            : ProblemResult.NotFound("team", id);
}
