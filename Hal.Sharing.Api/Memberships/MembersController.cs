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
            _ => MemberProblems.MembersOnly(id),
        };
    }

    [HttpPost]
    public async Task<IActionResult> Post(
        string id, [FromDocument] NewMemberRequest body, Caller caller, CancellationToken cancellationToken) =>
        Answer(id, body.UserId, await commands.AddAsync(caller, id, body.UserId, body.Role, cancellationToken), Precondition.None);

    [HttpGet("{userId}")]
    public async Task<IActionResult> Get(string id, string userId, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, userId, cancellationToken) switch
        {
            null => ProblemResult.NotFound("team", id),
            { Access.CanReadMembers: false } => MemberProblems.MembersOnly(id),
            { Member: { } member } view => new HalResult(MemberAssembler.ToResource(member, view.Access)),
            _ => ProblemResult.NotFound("member", userId),
        };

    [HttpPut("{userId}")]
    public async Task<IActionResult> Put(
        string id, string userId, [FromDocument] MemberRequest body, Precondition condition, Caller caller,
        CancellationToken cancellationToken) =>
        Answer(id, userId, await commands.ChangeAsync(caller, id, userId, body.Role, condition, cancellationToken), condition);

    [HttpDelete("{userId}")]
    public async Task<IActionResult> Delete(
        string id, string userId, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(id, userId, await commands.RemoveAsync(caller, id, userId, condition, cancellationToken), condition);

    private IActionResult Answer(string id, string userId, MembershipResult result, Precondition condition) =>
        result.Match<IActionResult>(
            refused: refusal => MemberProblems.Of(refusal, id, userId, condition),
            unchanged: unchanged => new HalResult(MemberAssembler.ToResource(unchanged.Member, unchanged.Access)),
            created: created => Written(id, new HalResult(
                MemberAssembler.ToResource(created.Member, created.Access), StatusCodes.Status201Created)
            {
                Location = Hrefs.Member(id, userId),
            }),
            updated: updated => Written(id, new HalResult(MemberAssembler.ToResource(updated.Member, updated.Access))),
            deleted: _ => Written(id, NoContent()));

    private IActionResult Written(string id, IActionResult answer)
    {
        Response.Invalidates(Hrefs.Members(id), Hrefs.MyTeams);
        return answer;
    }
}
