using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Shares;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Api.Shares;

/// <summary>The shares of an integration: list, read, share, change, revoke.</summary>
[Route("api/integrations/{id}/shares")]
[Representations(MediaTypes.Hal, MediaTypes.Json)]
public sealed class SharesController(ShareQueries queries, ShareCommands commands) : ControllerBase
{
    private const int DefaultLimit = 1000;

    [HttpGet]
    public async Task<IActionResult> List(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (!PageQuery.TryRead(Request.Query, Hrefs.Shares(id), DefaultLimit, out var page, out var faults))
            return ProblemResult.Invalid(faults);
        return await queries.ListAsync(caller, id, page.Request, cancellationToken) is { } list
            ? new HalResult(ShareAssembler.ToCollection(list, page.At(Hrefs.Shares(list.IntegrationId))))
            : ShareProblems.AbsentIntegration(id);
    }

    [HttpPost]
    public async Task<IActionResult> Post(string id, [FromDocument] NewShareRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var principalId = body.Principal.ToString();
        var change = await commands.PutAsync(caller, id, principalId, body.AccessLevel, ShareCondition.OnlyCreate, cancellationToken);
        return change.Outcome switch
        {
            ShareOutcome.AlreadyShared => ShareProblems.AlreadyShared(change),
            ShareOutcome.UnknownPrincipal when change.Access!.CanShare => ShareProblems.UnknownRecipient(principalId),
            ShareOutcome.UnknownPrincipal => ShareProblems.MayNotShare(change),
            ShareOutcome.Created => new HalResult(ShareAssembler.ToResource(change.Share!, change.Access!), StatusCodes.Status201Created)
            {
                Location = Hrefs.Share(change.IntegrationId, principalId),
            },
            _ => Answer(id, principalId, change),
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
        string id, string principalId, [FromDocument(Optional = true)] ShareRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.PutAsync(caller, id, principalId, body.AccessLevel, ShareCondition.CreateOrChange, cancellationToken);
        return Answer(id, principalId, change);
    }

    [HttpDelete("{principalId}")]
    public async Task<IActionResult> Delete(string id, string principalId, Caller caller, CancellationToken cancellationToken) =>
        Answer(id, principalId, await commands.DeleteAsync(caller, id, principalId, cancellationToken));

    private IActionResult Answer(string id, string principalId, ShareChange change) => change.Outcome switch
    {
        ShareOutcome.Created or ShareOutcome.Changed or ShareOutcome.Unchanged => new HalResult(ShareAssembler.ToResource(change.Share!, change.Access!)),
        ShareOutcome.Revoked => NoContent(),
        ShareOutcome.Hidden => ShareProblems.AbsentIntegration(id),
        ShareOutcome.MayNotShare => ShareProblems.MayNotShare(change),
        ShareOutcome.AboveOwnLevel => ShareProblems.AboveOwnLevel(change),
        ShareOutcome.UnknownPrincipal => ShareProblems.UnknownPrincipal(principalId),
        ShareOutcome.NoSuchShare => ShareProblems.NoSuchShare(principalId),
        ShareOutcome.AlreadyShared => ShareProblems.AlreadyShared(change),
    };
}
