using Hal.Sharing.Api.Integrations;
using Hal.Sharing.Data.History;
using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.History;

/// <summary>Brings back the owner or the content of an integration from before a change.</summary>
internal sealed class IntegrationRestore(IntegrationQueries queries, IntegrationCommands integrations, OwnershipCommands owners)
{
    public async Task<IActionResult> RestoreOwnerAsync(
        HttpResponse response, Caller caller, ChangeRow change, CancellationToken cancellationToken)
    {
        var id = ChangeSubject.Parse(change.Subject).IntegrationId!;
        if (StoredState.OwnerId(change.Before) is not { } before || StoredState.OwnerId(change.After) is not { } after)
            return RestoreProblems.NotRestorable(change);
        // A revision of an owner names the owner, so the present one need not be read. To the state before, nothing is written.
        var condition = new Precondition { Revisions = [OwnerRow.RevisionOf(after), OwnerRow.RevisionOf(before)] };
        var result = await owners.TransferAsync(caller, id, PrincipalId.Parse(before), condition, cancellationToken);
        return result.Match<IActionResult>(
            notFound: _ => IntegrationProblems.Absent(id),
            forbidden: forbidden => IntegrationProblems.Missing(
                forbidden.Permission, forbidden.Access, forbidden.IntegrationId, forbidden.OwnerId),
            stale: _ => RestoreProblems.ChangedSince(Relations.IntegrationOwner, Hrefs.Owner(id)),
            unknownOwner: _ => RestoreProblems.UnknownPrincipal(before),
            unchanged: unchanged => new HalResult(IntegrationAssembler.ToResource(unchanged.View)),
            updated: updated =>
            {
                response.Invalidates(Hrefs.Integrations, Hrefs.Owner(id));
                return new HalResult(IntegrationAssembler.ToResource(updated.View));
            });
    }

    public async Task<IActionResult> RestoreContentAsync(
        HttpResponse response, Caller caller, ChangeRow change, CancellationToken cancellationToken)
    {
        var id = ChangeSubject.Parse(change.Subject).IntegrationId!;
        if (StoredState.Content(change.Before) is not { } before || StoredState.Content(change.After) is not { } after)
            return RestoreProblems.NotRestorable(change);
        if (await queries.GetAsync(caller, id, cancellationToken) is not { Integration: var row })
            return IntegrationProblems.Absent(id);
        var present = new IntegrationContent(row.Slug, row.Name, row.Type, row.Description);
        var condition = RestoreCondition.Of(present, before, after, row.Revision);
        var result = await integrations.UpdateAsync(caller, id, before, condition, cancellationToken);
        return result.Match<IActionResult>(
            notFound: _ => IntegrationProblems.Absent(id),
            creationForbidden: _ => IntegrationProblems.CreationForbidden(),
            forbidden: forbidden => IntegrationProblems.Missing(
                forbidden.Permission, forbidden.Access, forbidden.IntegrationId, forbidden.OwnerId),
            stale: _ => RestoreProblems.ChangedSince(Relations.Integration, Hrefs.Integration(id)),
            idTaken: taken => IntegrationProblems.IdTaken(taken.Id),
            slugTaken: taken => IntegrationProblems.SlugTaken(taken.Slug),
            tooManySlugs: limited => IntegrationProblems.TooManySlugs(limited.Present),
            unchanged: unchanged => new HalResult(IntegrationAssembler.ToResource(unchanged.View)),
            created: created => new HalResult(IntegrationAssembler.ToResource(created.View)),
            updated: updated =>
            {
                response.Invalidates(Hrefs.Integrations);
                return new HalResult(IntegrationAssembler.ToResource(updated.View));
            },
            deleted: _ => new NoContentResult());
    }
}
