using Hal.Sharing.Api.PastStates;
using Hal.Sharing.Data.PastStates;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>The shares of an integration: list, read, create, change, revoke.</summary>
[Route("api/integrations/{id}/shares")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class SharesController(
    ShareQueries queries, PastShareQueries past, ShareCommands commands, DocumentStore documents) : ControllerBase
{
    private const int DefaultLimit = 1000;

    [HttpGet]
    [AsOf]
    [Paged]
    public async Task<IActionResult> List(string id, Caller caller, CancellationToken cancellationToken)
    {
        PastTime.TryRead(HttpContext, out var time, out var fault);
        (string, string?)[] filters = time is null ? [] : [(PastTime.Parameter, time.Text)];
        if (!PageQuery.TryRead(Request.Query, Hrefs.Shares(id), DefaultLimit, out var page, out var faults, filters) || fault is not null)
            return ProblemResult.Invalid(fault is null ? faults : [fault, .. faults]);
        if (time is not null)
            return PastList(await past.ListAsync(caller, id, time.Utc, page.Request, cancellationToken), id, time, page);
        var lists = new ShareListReader(queries, documents);
        return await lists.ReadAsync(HttpContext, caller, id, page, cancellationToken) ?? ShareProblems.AbsentIntegration(id);
    }

    [HttpPost]
    public async Task<IActionResult> Post(
        string id, [FromDocument] NewShareRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var principalId = body.Principal.ToString();
        var result = await commands.CreateAsync(caller, id, principalId, body.AccessLevel, cancellationToken);
        return Answer(result, id, principalId, Precondition.None, StatusCodes.Status201Created);
    }

    [HttpGet("{principalId}")]
    [AsOf]
    public async Task<IActionResult> Get(string id, string principalId, Caller caller, CancellationToken cancellationToken)
    {
        if (!PastTime.TryRead(HttpContext, out var time, out var fault))
            return ProblemResult.Invalid(fault!);
        if (time is not null)
            return PastShare(await past.GetAsync(caller, id, principalId, time.Utc, cancellationToken), id, principalId, time);
        return await queries.GetAsync(caller, id, principalId, cancellationToken) switch
        {
            null => ShareProblems.AbsentIntegration(id),
            { Share: not null } view => HalResult.Of(view, static view => ShareAssembler.ToResource(view.Share!, view.Access)),
            _ => ShareProblems.NoSuchShare(principalId),
        };
    }

    [HttpPut("{principalId}")]
    public async Task<IActionResult> Put(
        string id, string principalId, [FromDocument(Optional = true)] ShareRequest body, Precondition condition, Caller caller,
        CancellationToken cancellationToken) =>
        Answer(
            await commands.PutAsync(caller, id, principalId, body.AccessLevel, condition, cancellationToken), id, principalId, condition);

    [HttpDelete("{principalId}")]
    public async Task<IActionResult> Delete(
        string id, string principalId, Precondition condition, Caller caller, CancellationToken cancellationToken) =>
        Answer(await commands.DeleteAsync(caller, id, principalId, condition, cancellationToken), id, principalId, condition);

    private IActionResult Answer(
        ShareResult result, string id, string principalId, Precondition condition, int createdStatus = StatusCodes.Status200OK) =>
        result.Match<IActionResult>(
            refused: refusal => ShareProblems.Of(refusal, id, principalId, condition),
            unchanged: unchanged => new HalResult(ShareAssembler.ToResource(unchanged.Share, unchanged.Access)),
            created: created => Written(created.Share, created.Access, createdStatus),
            updated: updated => Written(updated.Share, updated.Access, StatusCodes.Status200OK),
            deleted: deleted =>
            {
                Response.Invalidates(Hrefs.Shares(deleted.IntegrationId));
                return NoContent();
            });

    private static IActionResult PastList(PastState<Page<PastShareRow>>? read, string id, PastTime at, PageQuery page) => read switch
    {
        null => ShareProblems.AbsentIntegration(id),
        { Integration: var integration } when PastProblems.Unknown(integration, at) is { } unknown => unknown,
        { Integration: var integration, State: var shares } => new HalResult(
            PastShareAssembler.ToCollection(integration.Id, shares!, at, page.At(Hrefs.Shares(integration.Id)))),
    };

    private static IActionResult PastShare(PastState<PastShareRow>? read, string id, string principalId, PastTime at) => read switch
    {
        null => ShareProblems.AbsentIntegration(id),
        { Integration: var integration } when PastProblems.Unknown(integration, at) is { } unknown => unknown,
        { State: { } share } => new HalResult(PastShareAssembler.ToResource(share, read.Integration.Id, at)),
        _ => PastProblems.NoShare(principalId, at),
    };

    private HalResult Written(ShareRow share, IntegrationAccess access, int status)
    {
        Response.Invalidates(Hrefs.Shares(share.IntegrationId));
        return new(ShareAssembler.ToResource(share, access), status)
        {
            Location = status == StatusCodes.Status201Created ? Hrefs.Share(share.IntegrationId, share.PrincipalId) : null,
        };
    }
}
