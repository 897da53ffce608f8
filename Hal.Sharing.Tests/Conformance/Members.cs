using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Members of teams in the model: list, read, add, change, remove.</summary>
internal static class Members
{
    private const string Rel = "inf:team-member";

    public static Answer List(Session session, string team)
    {
        var (page, refusal) = Pages.Read(session, Href(team), 100);
        if (page is null)
            return refusal!;
        if (Unreadable(session, team) is { } unreadable)
            return unreadable;
        var (document, items) = page.Of(session.World.MembersOf(team).Select(member => (member.User, member.User)));
        return session.Reply(document.As("members")
            .Link("inf:team", Teams.Href(team))
            .Act(Teams.CanManage(session, team), "inf:add-member", Href(team), () => Forms.Of(
                "Add a member", "POST", Href(team), Forms.UserPrincipal("User"), Forms.Role(1)))
            .Act(Teams.CanManage(session, team), "inf:preview", Href(team) + "/preview", () => Forms.Of(
                "Preview a new member", "POST", Href(team) + "/preview", Forms.UserPrincipal("User"), Forms.Role(1)))
            .Embed(Rel, items.Select(user => Document(session, team, user))));
    }

    public static Answer Get(Session session, string team, string user) => Unreadable(session, team)
        ?? (session.World.Role(team, user) > 0 ? session.Reply(Document(session, team, user)) : session.NotFound("member", user));

    public static Answer Post(Session session, string team)
    {
        var body = new BodyReader(session.Request);
        var principal = body.Text("principalId", 133, min: 1);
        var user = body.Text("userId", 128, required: principal is null);
        if (principal is not null && user is not null)
            body.Fault("principalId", "principalId and userId are both present; send exactly one of them.");
        if (principal is not null && (!Principals.IsId(principal) || principal[..5] != "user:"))
            body.Fault("principalId", $"principalId is '{principal}'; send user:<userId>.");
        var role = Role(body, required: false);
        if (body.Refuse(session, "teamId", "user") is { } refusal)
            return refusal;
        user ??= principal![5..];
        if (!session.World.Teams.ContainsKey(team))
            return session.NotFound("team", team);
        if (!Teams.CanManage(session, team))
            return NotResponsible(session, team);
        if (session.World.Role(team, user) is > 0 and var present)
            return session.Problem(
                "already-exists", $"'{user}' is already a member, with the role {Roles.Name(present)}; use PUT to change the role.",
                Problems.Links(Rel, Href(team, user)));
        return session.CanSeePrincipal("user:" + user)
            ? Write(session, team, user, role, 201)
            : session.UnknownPrincipal("userId", $"userId is '{user}', but there is no such user; choose one of /api/users.");
    }

    public static Answer Put(Session session, string team, string user)
    {
        var body = new BodyReader(session.Request);
        var (role, version) = (Role(body, required: true), body.Version());
        if (body.Refuse(session, "userId", "teamId", "user") is { } refusal)
            return refusal;
        if (Absent(session, team, user) is { } absent)
            return absent;
        if (!Teams.CanManage(session, team))
            return NotResponsible(session, team);
        if (session.Stale(Revision(session.World, team, user), version, Rel, Href(team, user)) is { } stale)
            return stale;
        if (session.World.Role(team, user) == role)
            return session.Reply(Document(session, team, user));
        return session.World.IsLastAdmin(team, user) ? LastAdmin(session, team, user) : Write(session, team, user, role, 200);
    }

    public static Answer Delete(Session session, string team, string user)
    {
        var body = new BodyReader(session.Request, optional: true);
        var version = body.Version();
        if (body.Refuse(session) is { } refusal)
            return refusal;
        if (Absent(session, team, user) is { } absent)
            return absent;
        if (!CanRemove(session, team, user))
            return NotResponsible(session, team);
        if (session.Stale(Revision(session.World, team, user), version, Rel, Href(team, user)) is { } stale)
            return stale;
        return session.World.IsNeeded(team, user)
            ? LastAdmin(session, team, user)
            : session.NoContent(session.World.WithoutMember(team, user), Href(team), "/api/v1/teams/");
    }

    private static Doc Document(Session session, string team, string user)
    {
        var (world, self, name) = (session.World, Href(team, user), session.World.Users[user].DisplayName);
        var role = world.Role(team, user);
        var (canManage, isNeeded) = (Teams.CanManage(session, team), world.IsNeeded(team, user));
        var canRemove = CanRemove(session, team, user) && !isNeeded;
        return new Doc(self).As("member", Revision(world, team, user))
            .Link("inf:team", Teams.Href(team))
            .Link("inf:user", Users.Href(user))
            .Act(canManage, "inf:edit", self, () => Forms.Of(
                "Change the role", "PUT", self, Forms.Role(role, onlyAdmin: world.IsLastAdmin(team, user))))
            .Act(canRemove, "inf:remove", self, () => Forms.Delete("Remove the member from the team", self))
            .Act(canManage || canRemove, "inf:preview", self + "/preview", () => Forms.Of(
                "Preview another role or the removal", "POST", self + "/preview",
                Forms.RoleOrNone(role, canManage, world.IsLastAdmin(team, user), !isNeeded)))
            .Set("userId", user).Set("teamId", team).Set("role", Roles.Name(role))
            .Set("user", Json.Object(("id", user), ("username", user), ("displayName", name)));
    }

    private static Answer Write(Session session, string team, string user, int role, int status)
    {
        var world = session.World.WithMember(team, user, role);
        var document = Document(session with { World = world }, team, user);
        return session.Reply(document, world, status, Href(team), "/api/v1/teams/");
    }

    private static int Role(BodyReader body, bool required)
    {
        var sent = body.Text("role", 20, min: 1, required: required);
        var role = sent is null ? 1 : Array.IndexOf(Roles.Names, sent) + 1;
        if (role == 0)
            body.Fault("role", $"role is '{sent}'; send one of {string.Join(", ", Roles.Names)}.");
        return role;
    }

    private static bool CanRemove(Session session, string team, string user) =>
        Teams.CanManage(session, team) || (session.MayManage && user == session.Id && session.IsMember(team));

    /// <summary>Returns the refusal for a team that does not exist, or whose members the caller cannot see.</summary>
    private static Answer? Unreadable(Session session, string team) => !session.World.Teams.ContainsKey(team)
        ? session.NotFound("team", team)
        : Teams.CanReadMembers(session, team) ? null : session.Forbidden(
            $"Only members of the team '{team}' and superusers can see its members; ask an admin of the team to add you.");

    /// <summary>Returns the refusal to change a member who is not there, or who is hidden from the caller.</summary>
    private static Answer? Absent(Session session, string team, string user) => !session.World.Teams.ContainsKey(team)
        ? session.NotFound("team", team)
        : !Teams.CanReadMembers(session, team) ? NotResponsible(session, team)
        : session.World.Role(team, user) > 0 ? null : session.NotFound("member", user);

    private static string Href(string team) => $"{Teams.Href(team)}/members";

    private static string Href(string team, string user) => $"{Href(team)}/{user}";

    private static string Revision(World world, string team, string user) =>
        Unknown.Revision($"{team}/{user}", $"{world.Members[(team, user)].State}");

    private static Answer NotResponsible(Session session, string team) => session.Forbidden(
        $"Only an admin of the team '{team}' or a superuser can do this"
        + $"{(CanRemove(session, team, session.Id) ? "; you can remove yourself" : "")}.");

    private static Answer LastAdmin(Session session, string team, string user) => session.Problem(
        "last-admin", $"'{user}' is the last admin of {team}; make another member an admin first.",
        ("teams", new JsonArray(team)), Problems.Links("inf:team-members", Href(team)));
}
