using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Teams in the model: list, read, create, change, delete.</summary>
internal static class Teams
{
    private const string Path = "/api/teams";

    public static string Href(string id) => $"{Path}/{id}";

    public static Answer List(Session session)
    {
        var (page, refusal) = Pages.Read(session, Path, 100, ("q", null));
        if (page is null)
            return refusal!;
        var (document, items) = page.Of(
            session.World.Teams.Values.Where(team => page.Finds($"{team.Id} {team.Name}")).Select(team => (team.Id, team)));
        return session.Reply(document.As("teams")
            .Act(session.MayManage, "inf:create-team", Path, () => Forms.Of(
                "Create a team", "POST", Path, [.. Fields(null), Forms.NewId()]))
            .Embed("inf:team", items.Select(team => Document(session, team))));
    }

    public static Answer Get(Session session, string id) =>
        session.World.Teams.TryGetValue(id, out var team) && (!session.ActsForTeam || session.IsMember(id))
            ? session.Reply(Document(session, team))
            : session.NotFound("team", id);

    public static Answer Create(Session session)
    {
        var (team, _, refusal) = Read(session);
        if (team is null)
            return refusal!;
        if (session.World.Known.Teams.Contains(team.Id, StringComparer.OrdinalIgnoreCase))
            return session.Problem("id-taken", $"A team has or had the ID '{team.Id}', or one that differs only in case; "
                + "send another ID, or omit it to get a generated one.");
        var id = team.Id.Length == 0 ? session.New.Id : team.Id;
        var world = session.World.NextState();
        return Show(session, world.With(team with { Id = id, State = world.States }).WithMember(id, session.Id, 6), id, 201);
    }

    public static Answer Put(Session session, string id)
    {
        var (team, version, refusal) = Read(session);
        if (team is null)
            return refusal!;
        if (!session.World.Teams.TryGetValue(id, out var present))
            return session.NotFound("team", id);
        if (!CanManage(session, id))
            return NotResponsible(session, id);
        if (session.Stale(Revision(present), version, "inf:team", Href(id)) is { } stale)
            return stale;
        var changed = team with { Id = id, State = present.State };
        if (changed == present)
            return session.Reply(Document(session, present));
        var world = session.World.NextState();
        return Show(session, world.With(changed with { State = world.States }), id, 200);
    }

    public static Answer Delete(Session session, string id)
    {
        var body = new BodyReader(session.Request, optional: true);
        var version = body.Version();
        if (body.Refuse(session) is { } refusal)
            return refusal;
        if (!session.World.Teams.TryGetValue(id, out var team))
            return session.NotFound("team", id);
        if (!CanManage(session, id))
            return NotResponsible(session, id);
        if (session.Stale(Revision(team), version, "inf:team", Href(id)) is { } stale)
            return stale;
        return session.World.Owned("team:" + id) is > 0 and var owned
            ? session.Problem(
                "still-owns", $"The team '{id}' owns {Problems.Count(owned, "integration")}; "
                + $"transfer or delete {(owned == 1 ? "it" : "them")} first.",
                ("count", owned), Problems.Links("inf:integrations", "/api/integrations?access=owned"))
            : session.NoContent(session.World.WithoutTeam(id), Invalidated);
    }

    public static Doc Document(Session session, Team team) => WithLinks(session, team.Id, new Doc(Href(team.Id))
        .As("team", Revision(team))
        .Set("id", team.Id).Set("name", team.Name).Set("description", team.Description)
        .Set("url", team.Url).Set("image", team.Image).Set("privacyStatement", team.PrivacyStatement));

    /// <summary>Adds what the caller can do with a team, wherever it is shown.</summary>
    public static Doc WithLinks(Session session, string id, Doc document)
    {
        var canManage = CanManage(session, id);
        var canDelete = canManage && session.World.Owned("team:" + id) == 0;
        return Authorizations.WithLinks(session, id, document
            .Link("inf:team-members", $"{Href(id)}/members", CanReadMembers(session, id))
            .Link("inf:history", $"{Href(id)}/history", !session.ActsForTeam && (session.Role(id) == 6 || session.IsSuperuser))
            .Link("inf:team-users", $"/api/v1/teams/{id}/users", !session.ActsForTeam && session.IsMember(id))
            .Act(canManage, "inf:edit", Href(id), () => Forms.Of("Edit the team", "PUT", Href(id), Fields(session.World.Teams[id])))
            .Act(canDelete, "inf:delete", Href(id), () => Forms.Delete(
                "Delete the team and its memberships, shares and authorizations", Href(id)))
            .Act(canDelete, "inf:preview", Href(id) + "/preview", () => Forms.Of(
                "Preview the deletion", "POST", Href(id) + "/preview")));
    }

    public static bool CanReadMembers(Session session, string id) =>
        !session.ActsForTeam && (session.IsMember(id) || session.IsSuperuser);

    public static bool CanManage(Session session, string id) => session.MayManage && (session.Role(id) == 6 || session.IsSuperuser);

    private static readonly string[] Invalidated = [Path, "/api/principals", "/api/v1/teams/"];

    private static Answer Show(Session session, World world, string id, int status) =>
        session.Reply(Document(session with { World = world }, world.Teams[id]), world, status, Invalidated);

    private static (Team? Team, string? Version, Answer? Refusal) Read(Session session)
    {
        var body = new BodyReader(session.Request);
        var team = new Team(
            body.Account("id") ?? "", body.Text("name", 200, required: true) ?? "", body.Text("description", 4000) ?? "",
            Url(body, "url"), Url(body, "image"), Url(body, "privacyStatement"), 0);
        var version = body.Version();
        return body.Refuse(session) is { } refusal ? (null, null, refusal) : (team, version, null);
    }

    private static string? Url(BodyReader body, string name)
    {
        var text = body.Text(name, 2000);
        if (!string.IsNullOrEmpty(text) && !text.StartsWith("https://", StringComparison.Ordinal))
            body.Fault(name, $"{name} is '{text}'; send a URL that begins with https:// or http://.");
        return text is "" ? null : text;
    }

    private static JsonObject[] Fields(Team? team) =>
    [
        Forms.RequiredText("name", "Name", 200, team?.Name),
        Forms.Text("description", "Description", 4000, team?.Description, "textarea"),
        Forms.Text("url", "Website", 2000, team?.Url, "url"),
        Forms.Text("image", "Image", 2000, team?.Image, "url"),
        Forms.Text("privacyStatement", "Privacy statement", 2000, team?.PrivacyStatement, "url"),
    ];

    private static string Revision(Team team) => Unknown.Revision("team " + team.Id, $"{team.State}");

    private static Answer NotResponsible(Session session, string id) =>
        session.Forbidden($"Only an admin of the team '{id}' or a superuser can do this.");
}
