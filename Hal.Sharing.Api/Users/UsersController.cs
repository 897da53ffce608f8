using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Users;

/// <summary>Users: oneself, the directory, and the accounts that somebody manages.</summary>
[Route("api/users")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class UsersController(UserQueries queries, UserCommands commands) : ControllerBase
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
            ? new HalResult(UserAssembler.ToResource(view))
            : ProblemResult.NotFound("user", id);

    [HttpPost]
    [AllowClientCredentials]
    public async Task<IActionResult> Create([FromDocument] UserRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.CreateAsync(caller, body.Id, body.Content, cancellationToken);
        Invalidate(change);
        return change.View is { } view
            ? new HalResult(UserAssembler.ToResource(view), StatusCodes.Status201Created) { Location = Hrefs.User(view.User.Id) }
            : UserProblems.Explain(body.Id, body, change);
    }

    [HttpPut("{id}")]
    [AllowClientCredentials]
    public async Task<IActionResult> Put(
        string id, [FromDocument] UserRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.UpdateAsync(caller, id, body.Content, condition, cancellationToken);
        Invalidate(change);
        return change switch
        {
            { Outcome: UserOutcome.Stale, View: { } present } => UserProblems.Stale(condition, present.User),
            { View: { } view } => new HalResult(UserAssembler.ToResource(view)),
            _ => UserProblems.Explain(id, body, change),
        };
    }

    [HttpDelete("{id}")]
    [AllowClientCredentials]
    public async Task<IActionResult> Delete(string id, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.DeleteAsync(caller, id, condition, cancellationToken);
        Invalidate(change);
        return change switch
        {
            { Outcome: UserOutcome.Stale, View: { } present } => UserProblems.Stale(condition, present.User),
            { Outcome: UserOutcome.Done } => NoContent(),
            _ => UserProblems.Explain(id, null, change),
        };
    }

    private void Invalidate(UserChange change)
    {
        if (change.Outcome == UserOutcome.Done)
            Response.Invalidates(Hrefs.Users, Hrefs.Principals);
    }
}
