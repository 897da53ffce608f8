using Hal.Sharing.Api.Previews;
using Hal.Sharing.Data.Memberships;
using Hal.Sharing.Data.Previews;

namespace Hal.Sharing.Api.Memberships;

/// <summary>Previews changes of members.</summary>
[Route("api/teams/{id}/members")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class MemberPreviewsController(MembershipPreviewQueries queries) : ControllerBase
{
    [HttpPost("preview")]
    public async Task<IActionResult> Add(
        string id, [FromDocument] NewMemberRequest body, Caller caller, CancellationToken cancellationToken)
    {
        var result = await queries.AddAsync(caller, id, body.UserId, body.Role, cancellationToken);
        return Answer(result, id, body.UserId, Precondition.None, Hrefs.Members(id));
    }

    [HttpPost("{userId}/preview")]
    public async Task<IActionResult> Put(
        string id, string userId, [FromDocument(Optional = true)] MemberPreviewRequest body, Precondition condition, Caller caller,
        CancellationToken cancellationToken)
    {
        var result = body.Role is { } role
            ? await queries.ChangeAsync(caller, id, userId, role, condition, cancellationToken)
            : await queries.RemoveAsync(caller, id, userId, condition, cancellationToken);
        return Answer(result, id, userId, condition, Hrefs.Member(id, userId));
    }

    private static IActionResult Answer(
        PreviewResult<MembershipResult, MembershipPreview> result, string id, string userId, Precondition condition, string address)
    {
        if (result.Answer is not { } member)
            return MemberProblems.Of(result.Refusal!, id, userId, condition);
        var would = member.Role is null ? "membership.remove" : "membership.put";
        var roleAfter = member.SelfAfter is { } role ? RoleNames.Of(role) : null;
        var document = PreviewAssembler.OfTeam(address, would, id, member.Preview, roleAfter, MemberForms.Confirm(member));
        return new HalResult(document) { IsReport = true };
    }
}
