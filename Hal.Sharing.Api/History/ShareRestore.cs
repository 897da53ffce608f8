using Hal.Sharing.Api.Shares;
using Hal.Sharing.Data.History;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.History;

/// <summary>Brings back the share from before a change, or that there was none.</summary>
internal sealed class ShareRestore(ShareQueries queries, ShareCommands commands)
{
    public async Task<IActionResult> RestoreAsync(
        HttpResponse response, Caller caller, ChangeRow change, CancellationToken cancellationToken)
    {
        var subject = ChangeSubject.Parse(change.Subject);
        var (id, principalId) = (subject.IntegrationId!, subject.PrincipalId!);
        var (before, after) = (StoredState.Level(change.Before), StoredState.Level(change.After));
        if (await queries.GetAsync(caller, id, principalId, cancellationToken) is not { } present)
            return ShareProblems.AbsentIntegration(id);
        var condition = RestoreCondition.Of(present.Share?.AccessLevel, before, after, present.Share?.Revision);
        var result = before is { } level
            ? await commands.PutAsync(caller, id, principalId, level, condition, cancellationToken)
            : await commands.DeleteAsync(caller, id, principalId, condition, cancellationToken);

        var isRevoked = result is ShareResult.Deleted or ShareResult.ShareNotFound;
        if (result is ShareResult.Created or ShareResult.Updated or ShareResult.Deleted)
            response.Invalidates(Hrefs.Shares(id));
        return isRevoked ? await ListAsync(caller, id, cancellationToken) : result.Match<IActionResult>(
            notFound: _ => ShareProblems.AbsentIntegration(id),
            shareNotFound: _ => new NoContentResult(),
            unknownPrincipal: _ => RestoreProblems.UnknownPrincipal(principalId),
            unknownRecipient: _ => RestoreProblems.UnknownPrincipal(principalId),
            forbidden: forbidden => ShareProblems.Missing(forbidden),
            stale: _ => ChangedSince(id),
            alreadyShared: _ => ChangedSince(id),
            levelRequired: _ => ChangedSince(id),
            unchanged: unchanged => new HalResult(ShareAssembler.ToResource(unchanged.Share, unchanged.Access)),
            created: created => new HalResult(ShareAssembler.ToResource(created.Share, created.Access)),
            updated: updated => new HalResult(ShareAssembler.ToResource(updated.Share, updated.Access)),
            deleted: _ => new NoContentResult());
    }

    private static ProblemResult ChangedSince(string id) => RestoreProblems.ChangedSince(Relations.IntegrationShares, Hrefs.Shares(id));

    /// <summary>Returns the list without the share; no content if that was the caller's own access.</summary>
    private async Task<IActionResult> ListAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        PageQuery.TryRead(QueryCollection.Empty, Hrefs.Shares(id), PageQuery.MaxLimit, out var page, out _);
        return (await queries.ReadListAsync(caller, id, page!.Request, null, cancellationToken)).List is { } list
            ? new HalResult(ShareAssembler.ToCollection(list, page))
            : new NoContentResult();
    }
}
