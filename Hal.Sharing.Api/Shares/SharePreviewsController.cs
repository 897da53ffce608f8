using Hal.Sharing.Api.Previews;
using Hal.Sharing.Data.Previews;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>Previews changes of shares.</summary>
[Route("api/integrations/{id}/shares")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class SharePreviewsController(SharePreviewQueries queries) : ControllerBase
{
    [HttpPost("preview")]
    public async Task<IActionResult> Create(
        string id, [FromDocument] NewShareRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var principalId = body.Principal.ToString();
        var result = await queries.CreateAsync(caller, id, principalId, body.AccessLevel, cancellationToken);
        return Answer(result, id, principalId, Precondition.None, Hrefs.Shares);
    }

    [HttpPost("{principalId}/preview")]
    public async Task<IActionResult> Put(
        string id, string principalId, [FromDocument(Optional = true)] SharePreviewRequest body, Precondition condition, Caller caller,
        CancellationToken cancellationToken)
    {
        var result = body.AccessLevel is { } level
            ? await queries.PutAsync(caller, id, principalId, level, condition, cancellationToken)
            : await queries.DeleteAsync(caller, id, principalId, condition, cancellationToken);
        return Answer(result, id, principalId, condition, integrationId => Hrefs.Share(integrationId, principalId));
    }

    private static IActionResult Answer(
        PreviewResult<ShareResult, SharePreview> result, string id, string principalId, Precondition condition,
        Func<string, string> address)
    {
        if (result.Answer is not { } share)
            return ShareProblems.Of(result.Refusal!, id, principalId, condition);
        var would = share.Level is null ? "share.revoke" : "share.put";
        var document = PreviewAssembler.OfIntegration(
            address(share.IntegrationId), would, share.IntegrationId, share.Preview, ShareForms.Confirm(share));
        return new HalResult(document) { IsReport = true };
    }
}
