using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>The shares of an integration: list, read, share, change, revoke.</summary>
[Route("api/integrations/{id}/shares")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class SharesController(ShareQueries queries, ShareCommands commands) : ControllerBase
{
    private const int DefaultLimit = 1000;

    [HttpGet]
    [Paged]
    public async Task<IActionResult> List(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.Shares(id), DefaultLimit, out var page, out var faults))
            return ProblemResult.Invalid(faults);
        var held = ShareListTag.Held(Request);
        var list = await queries.ListAsync(caller, id, page.Request, held, cancellationToken);
        if (list is null)
            return ShareProblems.AbsentIntegration(id);
        page = page.At(Hrefs.Shares(list.IntegrationId));
        var tag = ShareListTag.Of(HttpContext, list, page.Self);
        if (list.Page is null && EntityTag.IsHeld(Request, tag))
            return new NotModifiedResult(tag);
        // The shares are those that the client has, but not the document: it is another caller's, or shows other rights, or is of another media type.
        if (list.Page is null)
            list = await queries.ListAsync(caller, id, page.Request, held: null, cancellationToken);
        return list?.Page is { } shares
            ? new HalResult(ShareAssembler.ToCollection(list, shares, page)) { Tag = ShareListTag.Of(HttpContext, list, page.Self) }
            : ShareProblems.AbsentIntegration(id);
    }

    [HttpPost]
    public async Task<IActionResult> Post(string id, [FromDocument] NewShareRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var principalId = body.Principal.ToString();
        var change = await commands.CreateAsync(caller, id, principalId, body.AccessLevel, cancellationToken);
        Invalidate(change);
        return change.Outcome switch
        {
            ShareOutcome.AlreadyShared => ShareProblems.AlreadyShared(change),
            ShareOutcome.UnknownPrincipal when change.Access!.CanShare => ShareProblems.UnknownRecipient(principalId),
            ShareOutcome.UnknownPrincipal => ShareProblems.MayNotShare(change),
            ShareOutcome.Created => new HalResult(ShareAssembler.ToResource(change.Share!, change.Access!), StatusCodes.Status201Created)
            {
                Location = Hrefs.Share(change.IntegrationId, principalId),
            },
            _ => Answer(id, principalId, change, Precondition.None),
        };
    }

    [HttpGet("{principalId}")]
    public async Task<IActionResult> Get(string id, string principalId, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, principalId, cancellationToken) switch
        {
            null => ShareProblems.AbsentIntegration(id),
            { Share: { } share } view => new HalResult(ShareAssembler.ToResource(share, view.Access)),
            _ => ShareProblems.NoSuchShare(principalId),
        };

    [HttpPut("{principalId}")]
    public async Task<IActionResult> Put(
        string id, string principalId, [FromDocument(Optional = true)] ShareRequest body, Precondition condition, Caller caller,
        CancellationToken cancellationToken)
    {
        var change = await commands.PutAsync(caller, id, principalId, body.AccessLevel, condition, cancellationToken);
        Invalidate(change);
        return Answer(id, principalId, change, condition);
    }

    [HttpDelete("{principalId}")]
    public async Task<IActionResult> Delete(string id, string principalId, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.DeleteAsync(caller, id, principalId, condition, cancellationToken);
        Invalidate(change);
        return Answer(id, principalId, change, condition);
    }

    private void Invalidate(ShareChange change)
    {
        if (change.Outcome is ShareOutcome.Created or ShareOutcome.Changed or ShareOutcome.Revoked)
            Response.Invalidates(Hrefs.Shares(change.IntegrationId));
    }

    private IActionResult Answer(string id, string principalId, ShareChange change, Precondition condition) => change.Outcome switch
    {
        ShareOutcome.Created or ShareOutcome.Changed or ShareOutcome.Unchanged => new HalResult(ShareAssembler.ToResource(change.Share!, change.Access!)),
        ShareOutcome.Revoked => NoContent(),
        ShareOutcome.Hidden => ShareProblems.AbsentIntegration(id),
        ShareOutcome.MayNotShare => ShareProblems.MayNotShare(change),
        ShareOutcome.AboveOwnLevel => ShareProblems.AboveOwnLevel(change),
        ShareOutcome.LevelRequired => ShareProblems.LevelRequired(change),
        ShareOutcome.UnknownPrincipal => ShareProblems.UnknownPrincipal(principalId),
        ShareOutcome.Stale => PreconditionProblems.Stale(
            condition, change.Share?.Revision, Relations.IntegrationShare, Hrefs.Share(change.IntegrationId, principalId)),
        ShareOutcome.NoSuchShare => ShareProblems.NoSuchShare(principalId),
        ShareOutcome.AlreadyShared => ShareProblems.AlreadyShared(change),
    };
}
