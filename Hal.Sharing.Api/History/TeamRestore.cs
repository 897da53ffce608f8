using Hal.Sharing.Api.Teams;
using Hal.Sharing.Data.History;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.History;

/// <summary>Brings back the content of a team from before a change.</summary>
internal sealed class TeamRestore(TeamQueries queries, TeamCommands commands)
{
    public async Task<IActionResult> RestoreAsync(
        HttpResponse response, Caller caller, ChangeRow change, CancellationToken cancellationToken)
    {
        var id = ChangeSubject.Parse(change.Subject).TeamId!;
        if (StoredState.Team(change.Before) is not { } before || StoredState.Team(change.After) is not { } after)
            return RestoreProblems.NotRestorable(change);
        if (await queries.GetAsync(caller, id, cancellationToken) is not { Team: var row })
            return ProblemResult.NotFound("team", id);
        var condition = RestoreCondition.Of(row.Content, before, after, row.Revision);
        var result = await commands.UpdateAsync(caller, id, before, condition, cancellationToken);
        return result.Match<IActionResult>(
            notFound: _ => ProblemResult.NotFound("team", id),
            forbidden: _ => TeamProblems.Forbidden(id),
            creationForbidden: _ => TeamProblems.CreationForbidden,
            stale: _ => RestoreProblems.ChangedSince(Relations.Team, Hrefs.Team(id)),
            unchanged: unchanged => new HalResult(TeamAssembler.ToResource(unchanged.View)),
            created: created => new HalResult(TeamAssembler.ToResource(created.View)),
            updated: updated =>
            {
                response.Invalidates(Hrefs.Teams, Hrefs.Principals, Hrefs.MyTeams);
                return new HalResult(TeamAssembler.ToResource(updated.View));
            },
            deleted: _ => new NoContentResult(),
            idTaken: taken => TeamProblems.IdTaken(taken.Id),
            limitReached: reached => TeamProblems.LimitReached(reached.Limit),
            stillOwns: owner => TeamProblems.StillOwns(owner.Id, owner.Count),
            tooManyRenames: renames => ProblemResult.TooManyRenames(renames.RetryAfter));
    }
}
