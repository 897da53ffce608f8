using Hal.Sharing.Api.Integrations;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.Ownership;

/// <summary>The owner of an integration: read, transfer.</summary>
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
        var result = await commands.TransferAsync(caller, id, body.NewOwner, condition, cancellationToken);
        return result.Match<IActionResult>(
            notFound: _ => IntegrationProblems.Absent(id),
            forbidden: forbidden => IntegrationProblems.Missing(forbidden.Permission, forbidden.Access, forbidden.OwnerId),
            stale: stale => Stale(condition, stale.Present),
            unknownOwner: _ => UnknownOwner(body.NewOwner),
            unchanged: unchanged => new HalResult(IntegrationAssembler.ToResource(unchanged.View)),
            updated: updated =>
            {
                Response.Invalidates(Hrefs.Integrations, Hrefs.Owner(updated.View.Integration.Id));
                return new HalResult(IntegrationAssembler.ToResource(updated.View));
            });
    }

    private static ProblemResult Stale(Precondition condition, IntegrationRow present) => PreconditionProblems.Stale(
        condition, OwnerRow.RevisionOf(present.OwnerId), Relations.IntegrationOwner, Hrefs.Owner(present.Id));

    private static ProblemResult UnknownOwner(PrincipalId newOwner)
    {
        var kind = newOwner.Kind == PrincipalKind.User ? "user" : "team";
        return ProblemResult.Unprocessable(
            ProblemType.UnknownPrincipal,
            $"There is no {kind} '{newOwner.Id}' to transfer to; choose one of {Hrefs.Principals}. {ProblemResult.CaseHint}");
    }
}
