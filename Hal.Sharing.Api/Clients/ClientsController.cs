using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Clients;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Clients;

/// <summary>OAuth clients, for superusers: list, create, read, change, delete.</summary>
[Route("api/clients")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class ClientsController(ClientQueries queries, ClientCommands commands, IOptions<AuthOptions> options) : ControllerBase
{
    private const int DefaultLimit = 100;

    [HttpGet]
    [Paged]
    public async Task<IActionResult> List(Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.Clients, DefaultLimit, out var page, out var faults))
            return ProblemResult.Invalid(faults);
        var list = await queries.ListAsync(caller, page.Request, cancellationToken);
        return list.Page is { } clients ? new HalResult(ClientAssembler.ToCollection(clients, list.MayChange, page)) : SuperusersOnly();
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromDocument] NewClientRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var id = body.Id ?? Guid.CreateVersion7().ToString();
        var secret = ClientSecret.Create();
        var change = await commands.CreateAsync(caller, id, body.Name, ClientSecret.Hash(secret), cancellationToken);
        if (change.Outcome != ClientOutcome.Done)
            return Answer(id, change, null, Precondition.None);
        Response.Invalidates(Hrefs.Clients);
        Response.Headers.CacheControl = "no-store";
        return new HalResult(ClientAssembler.ToResource(change.Client!, change.MayChange, secret), StatusCodes.Status201Created) { Location = Hrefs.Client(id) };
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        Answer(id, await queries.GetAsync(caller, id, cancellationToken), null, Precondition.None);

    [HttpPut("{id}")]
    public async Task<IActionResult> Put(
        string id, [FromDocument] ClientRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var secret = body.RotateSecret ? ClientSecret.Create() : null;
        var content = new ClientContent(body.Name, secret is null ? null : ClientSecret.Hash(secret), body.RevokeFormer);
        var change = await commands.UpdateAsync(caller, id, content, options.Value.ClientSecretGrace, condition, cancellationToken);
        if (change.Outcome == ClientOutcome.Done)
            Response.Invalidates(Hrefs.Clients);
        return Answer(id, change, secret, condition);
    }

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(string id, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.DeleteAsync(caller, id, condition, cancellationToken);
        if (change.Outcome == ClientOutcome.Done)
            Response.Invalidates(Hrefs.Clients);
        return Answer(id, change, null, condition);
    }

    private IActionResult Answer(string id, ClientChange change, string? secret, Precondition condition)
    {
        if (secret is not null)
            Response.Headers.CacheControl = "no-store";
        return change.Outcome switch
        {
            ClientOutcome.Done or ClientOutcome.Unchanged => change.Client is { } client
                ? new HalResult(ClientAssembler.ToResource(client, change.MayChange, secret))
                : NoContent(),
            ClientOutcome.MayNot => SuperusersOnly(),
            ClientOutcome.Unknown => ProblemResult.NotFound("client", id),
            ClientOutcome.Stale => PreconditionProblems.Stale(condition, change.Client!.Revision, Relations.Client, Hrefs.Client(id)),
            ClientOutcome.IdTaken => ProblemResult.Conflict(
                ProblemType.IdTaken, $"The id '{id}' is, or was, a user's or client's, or differs from one by letter case only; send another one, or none to get a generated one."),
            ClientOutcome.StillManages => ProblemResult.Conflict(
                ProblemType.StillManages, $"The client '{id}' manages {change.Client!.ManagedCount} user(s); release or delete them first.", (Relations.Users, Hrefs.Users))
                .With("count", change.Client.ManagedCount),
        };
    }

    private static ProblemResult SuperusersOnly() => ProblemResult.Forbidden("OAuth clients are the business of superusers alone; ask one.");
}
