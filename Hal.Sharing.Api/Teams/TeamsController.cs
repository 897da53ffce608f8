using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.Teams;

/// <summary>Teams: list, search, create, read, change, delete.</summary>
[Route("api/teams")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class TeamsController(TeamQueries queries, TeamCommands commands) : ControllerBase
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
    public async Task<IActionResult> Create([FromDocument] TeamRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var id = body.Id ?? Guid.CreateVersion7().ToString();
        var change = await commands.CreateAsync(caller, id, body.Content, cancellationToken);
        Invalidate(change);
        return change.Outcome switch
        {
            TeamOutcome.Done => new HalResult(TeamAssembler.ToResource(change.View!), StatusCodes.Status201Created) { Location = Hrefs.Team(id) },
            TeamOutcome.IdTaken => ProblemResult.Conflict(
                ProblemType.IdTaken, $"The id '{id}' is, or was, a team's, or differs from one by letter case only; send another one, or none to get a generated one."),
            TeamOutcome.LimitReached => ProblemResult.Conflict(
                ProblemType.TeamLimit,
                $"You have created {change.Limit} team{(change.Limit == 1 ? "" : "s")}, and a user can create no more; delete one that is no longer needed, or ask a superuser to create the team.",
                (Relations.MyTeams, Hrefs.MyTeams)).With("limit", change.Limit),
            _ => ProblemResult.Forbidden("Teams are created by users, who become their admins; an OAuth client cannot."),
        };
    }

    [HttpGet("{id}")]
    [AllowTeamTokens]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, cancellationToken) is { } view
            ? new HalResult(TeamAssembler.ToResource(view))
            : ProblemResult.NotFound("team", id);

    [HttpPut("{id}")]
    public async Task<IActionResult> Put(
        string id, [FromDocument] TeamRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(id, await commands.UpdateAsync(caller, id, body.Content, condition, cancellationToken), condition);

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(string id, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(id, await commands.DeleteAsync(caller, id, condition, cancellationToken), condition);

    private void Invalidate(TeamChange change)
    {
        if (change.Outcome == TeamOutcome.Done)
            Response.Invalidates(Hrefs.Teams, Hrefs.Principals, Hrefs.MyTeams);
    }

    private IActionResult Answer(string id, TeamChange change, Precondition condition)
    {
        Invalidate(change);
        return change switch
        {
            { Outcome: TeamOutcome.Unknown } => ProblemResult.NotFound("team", id),
            { Outcome: TeamOutcome.MayNot } => ProblemResult.Forbidden($"Only an admin of the team '{id}' or a superuser may do this."),
            { Outcome: TeamOutcome.TooManyRenames, RetryAfter: { } wait } => ProblemResult.TooManyRenames(wait),
            { Outcome: TeamOutcome.Stale, View: { } view } => PreconditionProblems.Stale(condition, view.Team.Revision, Relations.Team, Hrefs.Team(id)),
            { Outcome: TeamOutcome.StillOwns, OwnedCount: var owned } => ProblemResult.Conflict(
                ProblemType.StillOwns,
                $"The team '{id}' owns {owned} integration{(owned == 1 ? "" : "s")}; transfer or delete {(owned == 1 ? "it" : "them")} first.",
                (Relations.Integrations, Hrefs.OwnedIntegrations)).With("count", owned),
            { View: { } view } => new HalResult(TeamAssembler.ToResource(view)),
            _ => NoContent(),
        };
    }
}
