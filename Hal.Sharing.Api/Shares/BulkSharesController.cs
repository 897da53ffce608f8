using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>Changes many shares of an integration in one request.</summary>
[Route("api/integrations/{id}/shares/bulk")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class BulkSharesController(BulkShareCommands commands) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Post(
        string id, [FromDocument(MaxLength = BulkShareRequest.MaxLength)] BulkShareRequest body, Precondition condition, Caller caller,
        CancellationToken cancellationToken)
    {
        var pathBase = Request.PathBase.ToUriComponent();
        var result = await commands.ChangeAsync(caller, id, body.Items, body.IsAtomic, condition, cancellationToken);
        return result.Match<IActionResult>(
            notFound: _ => ShareProblems.AbsentIntegration(id),
            forbidden: forbidden => ShareProblems.Missing(forbidden.Reason),
            stale: stale => PreconditionProblems.Stale(
                stale.Condition, stale.Version, Relations.IntegrationShares, Hrefs.Shares(stale.IntegrationId)),
            refused: refused => BulkShareAssembler.ToProblem(refused, pathBase),
            done: done =>
            {
                if (done.HasChanged)
                    Response.Invalidates(Hrefs.Shares(done.IntegrationId));
                return new HalResult(BulkShareAssembler.ToResource(done, pathBase)) { IsReport = true };
            });
    }
}
