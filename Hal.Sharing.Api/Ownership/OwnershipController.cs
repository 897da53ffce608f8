using Hal.Sharing.Api.Integrations;
using Hal.Sharing.Api.PastStates;
using Hal.Sharing.Api.Previews;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.Ownership;

/// <summary>The owner of an integration: read, transfer, preview of a transfer.</summary>
[Route("api/integrations/{id}/owner")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class OwnershipController(
    OwnershipQueries queries, PastOwnerQueries past, OwnershipCommands commands, TransferPreviewQueries previews) : ControllerBase
{
    [HttpGet]
    [AsOf]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (!PastTime.TryRead(HttpContext, out var time, out var fault))
            return ProblemResult.Invalid(fault!);
        if (time is not null)
            return await past.GetAsync(caller, id, time.Utc, cancellationToken) switch
            {
                null => IntegrationProblems.Absent(id),
                { Integration: var integration } when PastProblems.Unknown(integration, time) is { } unknown => unknown,
                { State: { } owner } read => new HalResult(OwnerAssembler.ToPastResource(read.Integration.Id, owner, time)),
                _ => PastProblems.NoOwner(time),
            };
        return await queries.GetAsync(caller, id, cancellationToken) is { } view
            ? HalResult.Of(view, OwnerAssembler.ToResource)
            : IntegrationProblems.Absent(id);
    }

    [HttpPut]
    public async Task<IActionResult> Put(
        string id, [FromDocument] OwnerRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var result = await commands.TransferAsync(caller, id, body.NewOwner, condition, cancellationToken);
        return result.Match<IActionResult>(
            refused: refusal => OwnerProblems.Of(refusal, id, body.NewOwner, condition),
            unchanged: unchanged => new HalResult(IntegrationAssembler.ToResource(unchanged.View)),
            updated: updated =>
            {
                Response.Invalidates(Hrefs.Integrations, Hrefs.Owner(updated.View.Integration.Id));
                return new HalResult(IntegrationAssembler.ToResource(updated.View));
            });
    }

    [HttpPost("preview")]
    public async Task<IActionResult> Preview(
        string id, [FromDocument] OwnerRequest body, Precondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var result = await previews.TransferAsync(caller, id, body.NewOwner, condition, cancellationToken);
        if (result.Answer is not { } transfer)
            return OwnerProblems.Of(result.Refusal!, id, body.NewOwner, condition);
        var document = PreviewAssembler.OfIntegration(
            Hrefs.Owner(transfer.IntegrationId), "owner.put", transfer.IntegrationId, transfer.Preview, OwnerForms.Confirm(transfer));
        return new HalResult(document) { IsReport = true };
    }
}
