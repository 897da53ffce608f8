using Hal.Sharing.Data.History;

namespace Hal.Sharing.Api.History;

/// <summary>
/// Restores: a new change that brings back the state before another one. It is made by the command that a request for that state would use,
/// so the same rules, locks and records apply.
/// </summary>
[Route("api/changes/{id}/restore")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class RestoreController(OwnHistoryQueries changes, IServiceProvider services) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Post(
        string id, [FromDocument(Optional = true)] RestoreRequest _, Caller caller, CancellationToken cancellationToken) =>
        await changes.GetAsync(caller, id, cancellationToken) switch
        {
            null => ProblemResult.NotFound("change", id),
            { Change: { Action: "share.put" or "share.revoke" } change } =>
                await Create<ShareRestore>().RestoreAsync(Response, caller, change, cancellationToken),
            { Change: { Action: "integration.transfer" } change } =>
                await Create<IntegrationRestore>().RestoreOwnerAsync(Response, caller, change, cancellationToken),
            { Change: { Action: "integration.update" } change } =>
                await Create<IntegrationRestore>().RestoreContentAsync(Response, caller, change, cancellationToken),
            { Change: { Action: "team.update" } change } =>
                await Create<TeamRestore>().RestoreAsync(Response, caller, change, cancellationToken),
            { Change: { Action: "membership.put" or "membership.remove" } change } =>
                await Create<MembershipRestore>().RestoreAsync(Response, caller, change, cancellationToken),
            { Change: var other } => RestoreProblems.NotRestorable(other),
        };

    /// <summary>A restore needs the queries and commands of one noun only.</summary>
    private T Create<T>() => ActivatorUtilities.CreateInstance<T>(services);
}
