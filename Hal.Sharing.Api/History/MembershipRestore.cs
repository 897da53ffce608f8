using Hal.Sharing.Api.Memberships;
using Hal.Sharing.Data.History;
using Hal.Sharing.Data.Memberships;

namespace Hal.Sharing.Api.History;

/// <summary>Brings back the role of a member from before a change, or that they were no member.</summary>
internal sealed class MembershipRestore(MembershipQueries queries, MembershipCommands commands)
{
    public async Task<IActionResult> RestoreAsync(
        HttpResponse response, Caller caller, ChangeRow change, CancellationToken cancellationToken)
    {
        var subject = ChangeSubject.Parse(change.Subject);
        var (id, userId) = (subject.TeamId!, subject.UserId!);
        var (before, after) = (StoredState.Role(change.Before), StoredState.Role(change.After));
        if (await queries.GetAsync(caller, id, userId, cancellationToken) is not { } present)
            return ProblemResult.NotFound("team", id);
        var condition = RestoreCondition.Of(present.Member?.Role, before, after, present.Member?.Revision);
        var result = (before, present.Member) switch
        {
            // The only member who leaves takes the team along; a restore does not.
            (null, _) => await commands.RemoveFromTeamAsync(caller, id, userId, condition, cancellationToken),
            ({ } role, null) when after is null => await commands.AddAsync(caller, id, userId, role, cancellationToken),
            ({ } role, _) => await commands.ChangeAsync(caller, id, userId, role, condition, cancellationToken),
        };

        if (result is MembershipResult.Created or MembershipResult.Updated or MembershipResult.Deleted)
            response.Invalidates(Hrefs.Members(id), Hrefs.MyTeams);
        var isGone = result is MembershipResult.Deleted || (before is null && result is MembershipResult.MemberNotFound);
        return isGone ? await ListAsync(caller, id, cancellationToken) : result.Match<IActionResult>(
            teamNotFound: _ => ProblemResult.NotFound("team", id),
            memberNotFound: _ => ChangedSince(id),
            forbidden: forbidden => MemberProblems.Forbidden(id, forbidden.CanLeave),
            stale: _ => ChangedSince(id),
            unchanged: unchanged => new HalResult(MemberAssembler.ToResource(unchanged.Member, unchanged.Access)),
            created: created => new HalResult(MemberAssembler.ToResource(created.Member, created.Access)),
            updated: updated => new HalResult(MemberAssembler.ToResource(updated.Member, updated.Access)),
            deleted: _ => new NoContentResult(),
            alreadyMember: _ => ChangedSince(id),
            unknownUser: _ => RestoreProblems.UnknownPrincipal($"user:{userId}"),
            lastAdmin: _ => MemberProblems.LastAdmin(id, userId));
    }

    private static ProblemResult ChangedSince(string id) => RestoreProblems.ChangedSince(Relations.TeamMembers, Hrefs.Members(id));

    /// <summary>Returns the list without the member; no content if the caller has left the team.</summary>
    private async Task<IActionResult> ListAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        PageQuery.TryRead(QueryCollection.Empty, Hrefs.Members(id), 100, out var page, out _);
        return await queries.ListAsync(caller, id, page!.Request, cancellationToken) is { Page: { } members } list
            ? new HalResult(MemberAssembler.ToCollection(list, members, page))
            : new NoContentResult();
    }
}
