using Hal.Sharing.Api.Integrations;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.Ownership;

/// <summary>The owner of an integration: read, hand over.</summary>
[Route("api/integrations/{id}/owner")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class OwnershipController(OwnershipQueries queries, OwnershipCommands commands) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken) =>
        await queries.GetAsync(caller, id, cancellationToken) is { } view
            ? new HalResult(OwnerAssembler.ToResource(view))
            : IntegrationProblems.Absent(id);

    [HttpPut]
    public async Task<IActionResult> Put(
        string id, [FromDocument] OwnerRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var change = await commands.TransferAsync(caller, id, body.NewOwner, condition, cancellationToken);
        if (change.Outcome == IntegrationOutcome.Done)
            Response.Invalidates(Hrefs.Integrations, Hrefs.Owner(change.View!.Integration.Id));
        return change.Outcome switch
        {
            IntegrationOutcome.Hidden => IntegrationProblems.Absent(id),
            IntegrationOutcome.Forbidden => IntegrationProblems.Missing(change),
            IntegrationOutcome.Stale => Stale(condition, change.View!.Integration),
            IntegrationOutcome.UnknownOwner => UnknownOwner(body.NewOwner),
            _ => new HalResult(IntegrationAssembler.ToResource(change.View!)),
        };
    }

    private static ProblemResult Stale(Precondition condition, IntegrationRow present) =>
        PreconditionProblems.Stale(condition, OwnerRow.RevisionOf(present.OwnerId), Relations.IntegrationOwner, Hrefs.Owner(present.Id));

    private static ProblemResult UnknownOwner(PrincipalId newOwner) => ProblemResult.Unprocessable(
        ProblemType.UnknownPrincipal, $"There is no {(newOwner.Kind == PrincipalKind.User ? "user" : "team")} '{newOwner.Id}' to transfer to; choose one of {Hrefs.Principals}. {ProblemResult.CaseHint}");
}
