using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Memberships;

namespace Hal.Sharing.Api.Memberships;

/// <summary>The members of a team: list, read, add, change, remove.</summary>
[Route("api/teams/{id}/members")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class MembersController(MembershipQueries queries, MembershipCommands commands) : ControllerBase
{
    private const int DefaultLimit = 100;

    [HttpGet]
    [Paged]
    public async Task<IActionResult> List(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.Members(id), DefaultLimit, out var page, out var faults))
            return ProblemResult.Invalid(faults);
        return await queries.ListAsync(caller, id, page.Request, cancellationToken) switch
        {
            null => ProblemResult.NotFound("team", id),
            { Page: { } members } list => new HalResult(MemberAssembler.ToCollection(list, members, page)),
            _ => MembersOnly(id),
        };
    }

    [HttpPost]
    public async Task<IActionResult> Post(string id, [FromDocument] NewMemberRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.AddAsync(caller, id, body.UserId, body.Role, cancellationToken);
        Invalidate(id, change);
        return change.Outcome == MembershipOutcome.Added
            ? new HalResult(MemberAssembler.ToResource(change.Member!, change.Access!), StatusCodes.Status201Created) { Location = Hrefs.Member(id, body.UserId) }
            : Answer(id, body.UserId, change, Precondition.None);
    }

    [HttpGet("{userId}")]
    public async Task<IActionResult> Get(string id, string userId, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, userId, cancellationToken) switch
        {
            null => ProblemResult.NotFound("team", id),
            { Access.CanReadMembers: false } => MembersOnly(id),
            { Member: { } member } view => new HalResult(MemberAssembler.ToResource(member, view.Access)),
            _ => ProblemResult.NotFound("member", userId),
        };

    [HttpPut("{userId}")]
    public async Task<IActionResult> Put(
        string id, string userId, [FromDocument] MemberRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.ChangeAsync(caller, id, userId, body.Role, condition, cancellationToken);
        Invalidate(id, change);
        return Answer(id, userId, change, condition);
    }

    [HttpDelete("{userId}")]
    public async Task<IActionResult> Delete(string id, string userId, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.RemoveAsync(caller, id, userId, condition, cancellationToken);
        Invalidate(id, change);
        return Answer(id, userId, change, condition);
    }

    private void Invalidate(string id, MembershipChange change)
    {
        if (change.Outcome is MembershipOutcome.Added or MembershipOutcome.Changed or MembershipOutcome.Removed)
            Response.Invalidates(Hrefs.Members(id), Hrefs.MyTeams);
    }

    private IActionResult Answer(string id, string userId, MembershipChange change, Precondition condition) => change.Outcome switch
    {
        MembershipOutcome.Added or MembershipOutcome.Changed or MembershipOutcome.Unchanged =>
            new HalResult(MemberAssembler.ToResource(change.Member!, change.Access!)),
        MembershipOutcome.Removed => NoContent(),
        MembershipOutcome.UnknownTeam => ProblemResult.NotFound("team", id),
        MembershipOutcome.UnknownUser => UnknownUser(userId),
        MembershipOutcome.NoMember => ProblemResult.NotFound("member", userId),
        MembershipOutcome.AlreadyMember => ProblemResult.Conflict(
            ProblemType.AlreadyExists,
            $"'{userId}' is a member already, as {RoleNames.Of(change.Member!.Role)}; change that with PUT.",
            (Relations.TeamMember, Hrefs.Member(id, userId))),
        MembershipOutcome.MayNot => ProblemResult.Forbidden(
            $"Only an admin of the team '{id}' or a superuser may do this{(change.Access!.CanReadMembers ? "; you may remove yourself" : "")}."),
        MembershipOutcome.Stale => PreconditionProblems.Stale(condition, change.Member!.Revision, Relations.TeamMember, Hrefs.Member(id, userId)),
        MembershipOutcome.LastAdmin => ProblemResult.Conflict(
            ProblemType.LastAdmin, $"'{userId}' is the last admin of {id}; make another member an admin first.", (Relations.TeamMembers, Hrefs.Members(id)))
            .With("teams", new[] { id }),
    };

    private static ProblemResult MembersOnly(string id) =>
        ProblemResult.Forbidden($"Only members of the team '{id}' and superusers see its members; ask an admin of the team to add you.");

    private static ProblemResult UnknownUser(string userId)
    {
        var detail = $"userId is '{userId}', but there is no such user; choose one of {Hrefs.Users}. {ProblemResult.CaseHint}";
        return ProblemResult.Unprocessable(ProblemType.UnknownPrincipal, detail, Fault.InBody("userId", detail));
    }
}
