using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Api.Previews;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.Teams;

/// <summary>Teams: list, search, create, read, change, delete, preview of the deletion.</summary>
[Route("api/teams")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class TeamsController(TeamQueries queries, TeamCommands commands, TeamPreviewQueries previews) : ControllerBase
{
    private const int DefaultLimit = 100;

    [HttpGet]
    [Paged]
    [Search]
    public async Task<IActionResult> List(string? q, Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.Teams, DefaultLimit, out var page, out var faults, ("q", q)))
            return ProblemResult.Invalid(faults);
        return new HalResult(TeamAssembler.ToCollection(await queries.ListAsync(caller, q, page.Request, cancellationToken), page));
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromDocument] TeamRequest body, Caller caller, CancellationToken cancellationToken) =>
        Answer(await commands.CreateAsync(caller, body.Id, body.Content, cancellationToken), Precondition.None);

    [HttpGet("{id}")]
    [AllowTeamTokens]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, cancellationToken) is { } view
            ? HalResult.Of(view, TeamAssembler.ToResource)
            : ProblemResult.NotFound("team", id);

    [HttpPut("{id}")]
    public async Task<IActionResult> Put(
        string id, [FromDocument] TeamRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(await commands.UpdateAsync(caller, id, body.Content, condition, cancellationToken), condition);

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(string id, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(await commands.DeleteAsync(caller, id, condition, cancellationToken), condition);

    [HttpPost("{id}/preview")]
    public async Task<IActionResult> Preview(string id, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var (refusal, deletion) = await previews.DeleteAsync(caller, id, condition, cancellationToken);
        if (deletion is null)
            return Answer(refusal!, condition);
        return deletion.Preview is { } preview
            ? new HalResult(PreviewAssembler.OfTeam(Hrefs.Team(id), "team.delete", id, preview, null, TeamForms.Confirm(deletion.Team)))
            {
                IsReport = true,
            }
            : TeamProblems.TooLargeToPreview(id);
    }

    private IActionResult Answer(TeamResult result, Precondition condition) => result.Match<IActionResult>(
        notFound: absent => ProblemResult.NotFound("team", absent.Id),
        forbidden: forbidden => TeamProblems.Forbidden(forbidden.Id),
        creationForbidden: _ => TeamProblems.CreationForbidden,
        stale: stale => PreconditionProblems.Stale(condition, stale.Team.Revision, Relations.Team, Hrefs.Team(stale.Team.Id)),
        unchanged: unchanged => new HalResult(TeamAssembler.ToResource(unchanged.View)),
        created: created => Written(new HalResult(TeamAssembler.ToResource(created.View), StatusCodes.Status201Created)
        {
            Location = Hrefs.Team(created.View.Team.Id),
        }),
        updated: updated => Written(new HalResult(TeamAssembler.ToResource(updated.View))),
        deleted: _ => Written(NoContent()),
        idTaken: taken => TeamProblems.IdTaken(taken.Id),
        limitReached: reached => TeamProblems.LimitReached(reached.Limit),
        stillOwns: owner => TeamProblems.StillOwns(owner.Id, owner.Count),
        tooManyRenames: renames => ProblemResult.TooManyRenames(renames.RetryAfter));

    private IActionResult Written(IActionResult answer)
    {
        Response.Invalidates(Hrefs.Teams, Hrefs.Principals, Hrefs.MyTeams);
        return answer;
    }
}
