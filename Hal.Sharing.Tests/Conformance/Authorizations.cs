using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>The teams API of the model: the caller's teams, the teams they authorized, and the users of a team.</summary>
internal static class Authorizations
{
    private const string Path = "/api/v1/teams/";
    private const string Authorized = Path + "authorized";

    public static Answer Joined(Session session)
    {
        var teams = session.World.Teams.Values.Where(team => session.IsMember(team.Id)).ToList();
        return session.Reply(Collection(Path, teams.Count).As("joined-teams")
            .Link("inf:authorized-teams", Authorized, !session.ActsForTeam)
            .Embed("inf:team", teams.Select(team => Document(session, team)
                .Set("role", session.Role(team.Id) == 6 ? "owner" : "member"))));
    }

    public static Answer ListAuthorized(Session session)
    {
        var teams = session.World.Teams.Values.Where(team => Granted(session, team.Id) is not null).ToList();
        return session.Reply(Collection(Authorized, teams.Count).As("authorized-teams")
            .Link("inf:my-teams", Path)
            .Embed("inf:team", teams.Select(team => Document(session, team)
                .Set("scopes", Json.Array(Granted(session, team.Id)!.Split(' '))))));
    }

    public static Answer ListUsers(Session session, string team)
    {
        var query = session.Request.Query;
        JsonObject[] unknown = [.. query.Where(part => part.Name != "name").Select(part => TeamsApiFaults.Of(
            "extra_forbidden", $"Unknown parameter '{part.Name}'; the only parameter is name.", "query", part.Name))];
        if (unknown.Length > 0)
            return TeamsApiFaults.Answer(session, unknown);
        var name = query.FirstOrDefault(part => part.Name == "name").Value;
        if (!session.World.Teams.ContainsKey(team))
            return session.NotFound("team", team);
        if (!session.IsMember(team))
            return session.Forbidden(
                $"Only members of the team '{team}' can see who authorized it; ask an admin of the team to add you.");
        var users =
            from authorization in session.World.Authorizations
            where authorization.Key.Team == team
            let user = session.World.Users[authorization.Key.User]
            where name is null || user.DisplayName.Contains(name, StringComparison.OrdinalIgnoreCase)
            select (User: user, Scopes: authorization.Value);
        var found = users.OrderBy(item => item.User.Id, StringComparer.Ordinal).ToList();
        var self = $"{Path}{team}/users{(name is null ? "" : $"?name={Uri.EscapeDataString(name)}")}";
        return session.Reply(WithLinks(session, team, Collection(self, found.Count).As("team-users")
            .Link("inf:team", Teams.Href(team))
            .Embed("inf:user", found.Select(item => new Doc(Users.Href(item.User.Id))
                .Set("id", item.User.Id).SetNullable("first_name", item.User.FirstName).SetNullable("last_name", item.User.LastName)
                .Set("scopes", Json.Array(item.Scopes.Split(' '))).Set("display_name", item.User.DisplayName)
                .Set("is_managed", item.User.ManagedBy is not null)))));
    }

    public static Answer Authorize(Session session, string team)
    {
        var (scopes, faults) = Read(session.Request);
        if (faults.Length > 0)
            return TeamsApiFaults.Answer(session, faults);
        if (Refuse(session, team) is { } refusal)
            return refusal;
        var granted = string.Join(' ', Tokens.AllScopes.Where(scopes.Contains));
        var world = session.World.WithAuthorization(session.Id, team, granted);
        var changed = session with { World = world };
        return session.Reply(
            WithLinks(changed, team, new Doc(Href(team)).As("team-authorization")
                .Link("inf:team", Teams.Href(team))
                .Link("inf:user", Users.Href(session.Id))
                .Link("inf:authorized-teams", Authorized)
                .Set("team_id", team).Set("user_id", session.Id).Set("scopes", Json.Array(granted.Split(' ')))),
            world);
    }

    public static Answer Revoke(Session session, string team)
    {
        if (Refuse(session, team) is { } refusal)
            return refusal;
        return Granted(session, team) is null
            ? session.Problem("not-found", $"The user has not authorized the team '{team}'; there is nothing to revoke.")
            : session.NoContent(session.World with { Authorizations = session.World.Authorizations.Remove((session.Id, team)) });
    }

    /// <summary>Adds what the caller can let the team do with their data, wherever the team is shown.</summary>
    public static Doc WithLinks(Session session, string team, Doc document)
    {
        var canAuthorize = session.MayWrite && session.IsDelegated;
        return document
            .Act(canAuthorize, "inf:authorize", Href(team), () => Forms.Of("Authorize the team", "POST", Href(team), Forms.Scopes()))
            .Act(canAuthorize && Granted(session, team) is not null, "inf:revoke-authorization", Href(team), () => Forms.Delete(
                "Revoke the team's access", Href(team)))
            .Link("inf:consent", $"/teams/{team}/authorize{{?scope,return_to,state}}", session.IsFirstParty, "text/html");
    }

    private static Doc Document(Session session, Team team) => Teams.WithLinks(session, team.Id, new Doc(Teams.Href(team.Id))
        .Set("id", team.Id).Set("name", team.Name).Set("description", team.Description)
        .Set("url", team.Url ?? "").Set("image", team.Image ?? "").Set("privacy_statement", team.PrivacyStatement ?? ""));

    private static Doc Collection(string self, int count) => new Doc(self).Set("count", count).Set("total", count);

    private static string Href(string team) => $"{Path}{team}/authorize";

    private static string? Granted(Session session, string team) => session.World.Authorizations.GetValueOrDefault((session.Id, team));

    private static Answer? Refuse(Session session, string team)
    {
        if (!session.World.Teams.ContainsKey(team))
            return session.NotFound("team", team);
        return session.IsDelegated ? null : session.Forbidden(
            $"Users manage their authorizations in the browser; '{session.Id}' can do so at /teams/{team}/authorize. "
            + "This request requires a delegated token: one whose subject is managed by its authorized party.");
    }

    private static (string[] Scopes, JsonObject[] Faults) Read(ApiRequest request)
    {
        var (body, fault) = TeamsApiFaults.Read(request);
        if (body is null)
            return ([], [fault!]);
        if (body["scopes"] is not { } scopes)
            return ([], [TeamsApiFaults.Missing("scopes")]);
        if (scopes is not JsonArray list)
            return ([], [Fault("list_type", $"Input should be a valid list, not {scopes.ToJsonString()}")]);
        if (list.Count == 0)
            return ([], [Fault("too_short", "List should have at least 1 item after validation, not 0")]);
        const string choices = "'data:read', 'data:write', 'admin', 'openid', 'profile' or 'offline_access'";
        var faults = list.Index().Where(item => !Tokens.AllScopes.Contains(item.Item!.ToString()))
            .Select(item => Fault("enum", $"Input should be {choices}, not {item.Item!.ToJsonString()}", item.Index));
        return ([.. list.Select(item => item!.ToString())], [.. faults]);
    }

    private static JsonObject Fault(string type, string message, params JsonNode[] index) =>
        TeamsApiFaults.Of(type, message, ["body", "scopes", .. index]);
}
