using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>The shares of an integration: list, read, create, change, revoke.</summary>
[Route("api/integrations/{id}/shares")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class SharesController(ShareQueries queries, ShareCommands commands, DocumentStore documents) : ControllerBase
{
    private const int DefaultLimit = 1000;

    [HttpGet]
    [Paged]
    public async Task<IActionResult> List(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.Shares(id), DefaultLimit, out var page, out var faults))
            return ProblemResult.Invalid(faults);
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
    public async Task<IActionResult> Get(string id, string principalId, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, principalId, cancellationToken) switch
        {
            null => ShareProblems.AbsentIntegration(id),
            { Share: { } share } view => new HalResult(ShareAssembler.ToResource(share, view.Access)),
            { Share: null } => ShareProblems.NoSuchShare(principalId),
        };

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

    private HalResult Written(ShareRow share, IntegrationAccess access, int status)
    {
        Response.Invalidates(Hrefs.Shares(share.IntegrationId));
        return new(ShareAssembler.ToResource(share, access), status)
        {
            Location = status == StatusCodes.Status201Created ? Hrefs.Share(share.IntegrationId, share.PrincipalId) : null,
        };
    }
}
