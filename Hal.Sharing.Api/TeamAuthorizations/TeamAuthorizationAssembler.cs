using System.Text.Json;
using Hal.Sharing.Data.TeamAuthorizations;

namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>
/// Turns authorizations, and their teams and users, into resources. Their states have all properties of the teams API in snake case,
/// because <c>application/json</c> gets these states.
/// </summary>
public static class TeamAuthorizationAssembler
{
    public static Resource ToJoinedTeams(Caller caller, IReadOnlyList<CallerTeam> teams) =>
        ToCollection(Hrefs.MyTeams, teams.Count).Profile(Hrefs.Schema("joined-teams"))
            .LinkWhen(caller.TeamId is null, Relations.AuthorizedTeams, Hrefs.AuthorizedTeams)
            .Embed(Relations.Team, teams, team => ToTeam(team, WriteJoinedTeam));

    public static Resource ToAuthorizedTeams(IReadOnlyList<CallerTeam> teams) =>
        ToCollection(Hrefs.AuthorizedTeams, teams.Count).Profile(Hrefs.Schema("authorized-teams"))
            .Link(Relations.MyTeams, Hrefs.MyTeams)
            .Embed(Relations.Team, teams, team => ToTeam(team, WriteAuthorizedTeam));

    /// <param name="name">The text to find; null if there is none.</param>
    public static Resource ToUsers(AuthorizingUsers users, string? name)
    {
        var path = Hrefs.TeamUsers(users.Team.TeamId);
        var self = name is null ? path : path + QueryString.Create("name", name).ToUriComponent();
        var collection = Resource.Create(
                self, users, static (json, users) => json.WriteCounts(users.Rows.Count, users.Rows.Count),
                static (users, rel) => TeamAuthorizationForms.Of(users.Team.TeamId, rel))
            .Profile(Hrefs.Schema("team-users"))
            .Link(Relations.Team, Hrefs.Team(users.Team.TeamId));
        return WithActions(collection, users.Access, users.Team.TeamId, users.Team.IsAuthorized)
            .Embed(Relations.User, users.Rows, user => Resource.Create(Hrefs.User(user.Id), user, WriteUser));
    }

    public static Resource ToAuthorization(string teamId, string userId, TeamAuthorizationResult.Updated authorization)
    {
        var resource = Resource.Create(
                Hrefs.AuthorizeTeam(teamId), (teamId, userId, authorization.Scopes), WriteAuthorization,
                static (shown, rel) => TeamAuthorizationForms.Of(shown.teamId, rel))
            .Profile(Hrefs.Schema("team-authorization"))
            .Link(Relations.Team, Hrefs.Team(teamId))
            .Link(Relations.User, Hrefs.User(userId))
            .Link(Relations.AuthorizedTeams, Hrefs.AuthorizedTeams);
        return WithActions(resource, authorization.Access, teamId, isAuthorized: true);
    }

    private static Resource ToCollection(string self, int count) =>
        Resource.Create(self, count, static (json, count) => json.WriteCounts(count, count));

    private static Resource ToTeam(CallerTeam team, Action<Utf8JsonWriter, CallerTeamRow> writeState)
    {
        var (access, row) = team;
        var self = Hrefs.Team(row.Id);
        var mayDelete = access.CanManage && row.OwnsIntegrations is false;
        var resource = Resource.Create(self, row, writeState)
            .LinkWhen(access.CanReadMembers, Relations.TeamMembers, Hrefs.Members(row.Id))
            .LinkWhen(access.CanReadHistory, Relations.History, Hrefs.TeamHistory(row.Id))
            .LinkWhen(access.CanReadAuthorizedUsers, Relations.TeamUsers, Hrefs.TeamUsers(row.Id))
            .Action(access.CanManage, Relations.Edit, self)
            .Action(mayDelete, Relations.Delete, self)
            .Action(mayDelete, Relations.Preview, Hrefs.Preview(self));
        return WithActions(resource, access, row.Id, row.IsAuthorized);
    }

    private static Resource WithActions(Resource resource, TeamAccess access, string teamId, bool isAuthorized) => resource
        .Action(access.CanAuthorize, Relations.Authorize, Hrefs.AuthorizeTeam(teamId))
        .Action(access.CanAuthorize && isAuthorized, Relations.RevokeAuthorization, Hrefs.AuthorizeTeam(teamId))
        .LinkWhen(access.CanConsent, Relations.Consent, PageLinks.Consent(teamId));

    private static void WriteJoinedTeam(Utf8JsonWriter json, CallerTeamRow team)
    {
        WriteTeam(json, team);
        json.WriteString("role"u8, team.CallerRole == TeamRole.Admin ? "owner" : "member");
    }

    private static void WriteAuthorizedTeam(Utf8JsonWriter json, CallerTeamRow team)
    {
        WriteTeam(json, team);
        WriteScopes(json, team.Scopes);
    }

    private static void WriteTeam(Utf8JsonWriter json, CallerTeamRow team)
    {
        json.WriteString("id"u8, team.Id);
        json.WriteString("name"u8, team.Name);
        json.WriteString("description"u8, team.Description);
        json.WriteString("url"u8, team.Url ?? "");
        json.WriteString("image"u8, team.Image ?? "");
        json.WriteString("privacy_statement"u8, team.PrivacyStatement ?? "");
    }

    private static void WriteUser(Utf8JsonWriter json, AuthorizingUserRow user)
    {
        json.WriteString("id"u8, user.Id);
        json.WriteString("first_name"u8, user.FirstName);
        json.WriteString("last_name"u8, user.LastName);
        WriteScopes(json, user.Scopes);
        json.WriteString("display_name"u8, user.DisplayName);
        json.WriteBoolean("is_managed"u8, user.IsManaged);
    }

    private static void WriteAuthorization(Utf8JsonWriter json, (string TeamId, string UserId, IReadOnlyList<string> Scopes) authorization)
    {
        json.WriteString("team_id"u8, authorization.TeamId);
        json.WriteString("user_id"u8, authorization.UserId);
        WriteScopes(json, authorization.Scopes);
    }

    private static void WriteScopes(Utf8JsonWriter json, IReadOnlyList<string> scopes)
    {
        json.WriteStartArray("scopes"u8);
        foreach (var scope in scopes)
            json.WriteStringValue(scope);
        json.WriteEndArray();
    }
}
