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
        return list.Page is { } clients
            ? new HalResult(ClientAssembler.ToCollection(list.Access, clients, page))
            : ClientProblems.SuperusersOnly;
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromDocument] NewClientRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var secret = ClientSecret.Create();
        var result = await commands.CreateAsync(caller, body.Id, body.Name, ClientSecret.Hash(secret), cancellationToken);
        return Answer(result, secret, Precondition.None);
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, cancellationToken) is { } view
            ? new HalResult(ClientAssembler.ToResource(view))
            : ProblemResult.NotFound("client", id);

    [HttpPut("{id}")]
    public async Task<IActionResult> Put(
        string id, [FromDocument] ClientRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var secret = body.RotateSecret ? ClientSecret.Create() : null;
        var content = new ClientContent(body.Name, secret is null ? null : ClientSecret.Hash(secret), body.RevokeFormer);
        var result = await commands.UpdateAsync(caller, id, content, options.Value.ClientSecretGrace, condition, cancellationToken);
        return Answer(result, secret, condition);
    }

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(string id, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(await commands.DeleteAsync(caller, id, condition, cancellationToken), null, condition);

    private IActionResult Answer(ClientResult result, string? secret, Precondition condition) => result.Match<IActionResult>(
        notFound: absent => ProblemResult.NotFound("client", absent.Id),
        forbidden: _ => ClientProblems.SuperusersOnly,
        stale: stale => PreconditionProblems.Stale(condition, stale.Client.Revision, Relations.Client, Hrefs.Client(stale.Client.Id)),
        unchanged: unchanged => new HalResult(ClientAssembler.ToResource(unchanged.View)),
        created: created => Written(secret, new HalResult(
            ClientAssembler.ToResource(created.View, secret), StatusCodes.Status201Created)
        {
            Location = Hrefs.Client(created.View.Client.Id),
        }),
        updated: updated => Written(secret, new HalResult(ClientAssembler.ToResource(updated.View, secret))),
        deleted: _ => Written(secret, NoContent()),
        idTaken: taken => ClientProblems.IdTaken(taken.Id),
        stillManages: manager => ClientProblems.StillManages(manager.Client));

    private IActionResult Written(string? secret, IActionResult answer)
    {
        Response.Invalidates(Hrefs.Clients);
        if (secret is not null)
            Response.Headers.CacheControl = "no-store";
        return answer;
    }
}
