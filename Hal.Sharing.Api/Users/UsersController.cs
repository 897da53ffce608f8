using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Users;

/// <summary>Users: the caller, the directory, and the accounts that a party manages.</summary>
[Route("api/users")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class UsersController(UserQueries queries, UserCreation creation, UserUpdate update, UserDeletion deletion)
    : ControllerBase
{
    private const int DefaultLimit = 100;

    [HttpGet]
    [Paged]
    [Search]
    public async Task<IActionResult> List(string? q, Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.Users, DefaultLimit, out var page, out var faults, ("q", q)))
            return ProblemResult.Invalid(faults);
        return new HalResult(UserAssembler.ToCollection(await queries.ListAsync(caller, q, page.Request, cancellationToken), page));
    }

    [HttpGet("me")]
    [AllowTeamTokens]
    public Task<IActionResult> GetMe(Caller caller, CancellationToken cancellationToken) => Get(caller.Id, caller, cancellationToken);

    [HttpGet("{id}")]
    [AllowTeamTokens]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, cancellationToken) is { } view
            ? HalResult.Of(view, UserAssembler.ToResource)
            : ProblemResult.NotFound("user", id);

    [HttpPost]
    [AllowClientCredentials]
    public async Task<IActionResult> Create([FromDocument] UserRequest body, Caller caller, CancellationToken cancellationToken) =>
        Answer(await creation.CreateAsync(caller, body.Id, body.Content, cancellationToken), Precondition.None);

    [HttpPut("{id}")]
    [AllowClientCredentials]
    public async Task<IActionResult> Put(
        string id, [FromDocument] UserRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(await update.UpdateAsync(caller, id, body.Content, condition, cancellationToken), condition);

    [HttpDelete("{id}")]
    [AllowClientCredentials]
    public async Task<IActionResult> Delete(string id, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(await deletion.DeleteAsync(caller, id, condition, cancellationToken), condition);

    private IActionResult Answer(UserResult result, Precondition condition) => result.Match<IActionResult>(
        notFound: absent => ProblemResult.NotFound("user", absent.Id),
        forbidden: forbidden => UserProblems.Forbidden(forbidden.Id),
        creationForbidden: _ => UserProblems.CreationForbidden,
        idForbidden: forbidden => UserProblems.IdForbidden(forbidden.Id),
        superuserForbidden: _ => UserProblems.SuperuserForbidden,
        partyForbidden: forbidden => UserProblems.PartyForbidden(forbidden.ManagedBy),
        stale: stale => PreconditionProblems.Stale(condition, stale.User.Revision, Relations.User, Hrefs.User(stale.User.Id)),
        unchanged: unchanged => new HalResult(UserAssembler.ToResource(unchanged.View)),
        created: created => Written(new HalResult(UserAssembler.ToResource(created.View), StatusCodes.Status201Created)
        {
            Location = Hrefs.User(created.View.User.Id),
        }),
        updated: updated => Written(new HalResult(UserAssembler.ToResource(updated.View))),
        deleted: _ => Written(NoContent()),
        idTaken: taken => UserProblems.IdTaken(taken.Id),
        invalidParty: invalid => UserProblems.InvalidParty(invalid.ManagedBy),
        cannotBeManaged: invalid => UserProblems.CannotBeManaged(invalid.ManagedBy),
        lastSuperuser: last => UserProblems.LastSuperuser(last.Id),
        stillOwns: owner => UserProblems.StillOwns(owner.Id, owner.Count),
        stillManages: manager => UserProblems.StillManages(manager.Id, manager.Count),
        lastAdmin: last => UserProblems.LastAdmin(last.Id, last.Teams),
        tooManyRenames: renames => ProblemResult.TooManyRenames(renames.RetryAfter));

    private IActionResult Written(IActionResult answer)
    {
        Response.Invalidates(Hrefs.Users, Hrefs.Principals);
        return answer;
    }
}
