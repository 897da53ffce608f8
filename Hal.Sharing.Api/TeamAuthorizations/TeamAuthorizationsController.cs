using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Data.TeamAuthorizations;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>The teams API: the caller's teams, the teams that the caller authorized, and the users who authorized a team.</summary>
/// <remarks>Routing ignores a trailing slash.</remarks>
[Route("api/v1/teams")]
[Representations(MediaTypes.Json, MediaTypes.Hal, MediaTypes.HalForms)]
public sealed class TeamAuthorizationsController(
    TeamAuthorizationQueries queries, TeamAuthorizationCommands commands, TeamQueries teams) : ControllerBase
{
    [HttpGet]
    [AllowTeamTokens]
    public async Task<IActionResult> List(Caller caller, CancellationToken cancellationToken) =>
        Answer(TeamAuthorizationAssembler.ToJoinedTeams(caller, await queries.ListJoinedAsync(caller, cancellationToken)));

    [HttpGet("authorized")]
    public async Task<IActionResult> ListAuthorized(Caller caller, CancellationToken cancellationToken) =>
        Answer(TeamAuthorizationAssembler.ToAuthorizedTeams(await queries.ListAuthorizedAsync(caller, cancellationToken)));

    [HttpGet("{team_id}/users")]
    [Search("name")]
    public async Task<IActionResult> ListUsers(
        [FromRoute(Name = "team_id")] string teamId, string? name, Caller caller, CancellationToken cancellationToken)
    {
        var faults = AddressFaults.OfTeamId(teamId);
        faults.AddRange(AddressFaults.OfName(name));
        if (faults.Count > 0)
            return new ValidationResult(faults);
        return await queries.ListUsersAsync(caller, teamId, name, cancellationToken) switch
        {
            null => TeamAuthorizationProblems.UnknownTeam(teamId),
            { Access.CanReadAuthorizedUsers: false } => TeamAuthorizationProblems.MembersOnly(teamId),
            var users => Answer(TeamAuthorizationAssembler.ToUsers(users, name)),
        };
    }

    [HttpPost("{team_id}/authorize")]
    public async Task<IActionResult> Authorize(
        [FromRoute(Name = "team_id")] string teamId, Caller caller, CancellationToken cancellationToken)
    {
        var (bytes, refusal) = await RequestBody.ReadAsync(Request);
        if (refusal is not null)
            return refusal;
        var faults = AddressFaults.OfTeamId(teamId);
        var body = AuthorizeTeamRequest.Read(bytes, faults);
        if (faults.Count > 0)
            return new ValidationResult(faults);
        return Answer(teamId, caller, await commands.PutAsync(caller, teamId, body.Scopes, cancellationToken));
    }

    [HttpDelete("{team_id}/authorize")]
    public async Task<IActionResult> Revoke(
        [FromRoute(Name = "team_id")] string teamId, Caller caller, CancellationToken cancellationToken) =>
        AddressFaults.OfTeamId(teamId) is { Count: > 0 } faults
            ? new ValidationResult(faults)
            : Answer(teamId, caller, await commands.DeleteAsync(caller, teamId, cancellationToken));

    [HttpOptions("{team_id}/authorize")]
    public async Task<IActionResult> Options(
        [FromRoute(Name = "team_id")] string teamId, Caller caller, CancellationToken cancellationToken) =>
        await teams.GetAsync(caller, teamId, cancellationToken) switch
        {
            null => TeamAuthorizationProblems.UnknownTeam(teamId),
            { Access.CanAuthorize: false } => new AllowResult(HttpMethods.Options),
            { Team.IsAuthorized: false } => new AllowResult(HttpMethods.Options, HttpMethods.Post),
            _ => new AllowResult(HttpMethods.Options, HttpMethods.Post, HttpMethods.Delete),
        };

    private IActionResult Answer(string teamId, Caller caller, TeamAuthorizationResult result) => result.Match<IActionResult>(
        notFound: _ => TeamAuthorizationProblems.UnknownTeam(teamId),
        nothingAuthorized: _ => TeamAuthorizationProblems.NothingAuthorized(teamId),
        forbidden: _ => TeamAuthorizationProblems.NotDelegated(caller.Id, Request.WithPathBase(Hrefs.ConsentPage(teamId))),
        updated: updated => Answer(TeamAuthorizationAssembler.ToAuthorization(teamId, caller.Id, updated)),
        deleted: _ => NoContent());

    private static HalResult Answer(Resource document) => new(document) { IsPlainJson = true };
}
