using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Data.TeamAuthorizations;

namespace Hal.Sharing.Api.Consent;

/// <summary>Shows users which teams may use their data, and lets them revoke that in part or in whole.</summary>
[HtmlPage]
[Route(Hrefs.Authorizations)]
public sealed class AuthorizationsController(ConsentQueries queries, ConsentCommands commands) : ControllerBase
{
    private const int PerPage = 100;

    /// <param name="after">The ID of a team, from the link to the next page; anything else shows the first page.</param>
    [HttpGet]
    public async Task<IActionResult> List([FromQuery] string? after, Caller caller, CancellationToken cancellationToken)
    {
        var start = after is not null && UserIds.IsId(after) ? after : "";
        return await queries.ListAsync(caller, start, PerPage, cancellationToken) is { IsFirstParty: true } grants
            ? AuthorizationPages.List(HttpContext, grants, isFirst: start.Length == 0)
            : ConsentProblems.UserRequired;
    }

    [HttpPost("{id}")]
    [RequireSameOrigin]
    [FormBody]
    public Task<IActionResult> Narrow(string id, Caller caller, CancellationToken cancellationToken) =>
        KeepAsync(id, caller, form => [.. form["scope"].OfType<string>()], cancellationToken);

    [HttpPost("{id}/revoke")]
    [RequireSameOrigin]
    [FormBody]
    public Task<IActionResult> Revoke(string id, Caller caller, CancellationToken cancellationToken) =>
        KeepAsync(id, caller, _ => [], cancellationToken);

    private async Task<IActionResult> KeepAsync(
        string teamId, Caller caller, Func<IFormCollection, IReadOnlyList<string>> kept, CancellationToken cancellationToken)
    {
        if (await FormPost.ReadAsync(HttpContext) is not { } form)
            return ConsentProblems.StaleForm;
        var result = await commands.NarrowAsync(caller, teamId, kept(form), cancellationToken);
        return result.Match<IActionResult>(
            notFound: _ => ConsentProblems.UnknownTeam(teamId),
            forbidden: _ => ConsentProblems.UserRequired,
            // Also if nothing was authorized, because the user can revoke it in another tab.
            decided: _ => FormPost.SeeOther(HttpContext, Request.PathBase.ToUriComponent() + Hrefs.Authorizations));
    }
}
