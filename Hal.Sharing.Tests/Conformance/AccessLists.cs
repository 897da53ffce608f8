using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Who has access to what in the model, and why.</summary>
internal static class AccessLists
{
    private const string Rel = "inf:access";

    public static Answer List(Session session, string name)
    {
        var (page, refusal) = Pages.Read(session, Href(name), 100, ("q", null), ("at", null));
        if (page is null)
            return refusal!;
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        var integration = rights.Integration;
        var (document, items) = page.Of(
            from user in session.World.Users.Values
            where session.CanSee(user) && page.Finds($"{user.Id} {user.DisplayName}")
            let access = AccessPaths.Of(session, integration, user)
            where access.Any
            select (user.Id, access), Href(integration.Id));
        return session.Reply(document.As("access-list")
            .Link("inf:integration", Integrations.Href(integration.Id))
            .Link("inf:integration-access", Href(integration.Id) + "{?q,limit,after}")
            .Link("inf:find-access", Href(integration.Id) + "/{principalId}")
            .Link("inf:as-of", Href(integration.Id) + "{?at}")
            .Embed(Rel, items.Select(access => Summary(new Doc(Href(integration.Id, access.User.Id)), access)
                .Link("inf:user", Users.Href(access.User.Id))
                .Set("userId", access.User.Id).Set("displayName", access.User.DisplayName))));
    }

    public static Answer ListOfUser(Session session, string id)
    {
        var (page, refusal) = Pages.Read(session, $"{Users.Href(id)}/access", 100);
        if (page is null)
            return refusal!;
        if (!session.World.Users.TryGetValue(id, out var user) || !session.CanSee(user))
            return session.NotFound("user", id);
        if (user.Id != session.Id && !session.Manages(user) && !session.IsSuperuser)
            return session.Forbidden(
                $"Only the user '{id}', their managing party and superusers can see what the user has access to; "
                + "ask one of them, or read who has access to an integration.");
        var (document, items) = page.Of(
            from integration in session.World.Integrations.Values
            let access = AccessPaths.Of(session, integration, user)
            where access.Any
            select (integration.Id, (integration, access)));
        return session.Reply(document.As("user-access-list")
            .Link("inf:user", Users.Href(id))
            .Embed(Rel, items.Select(item => Summary(new Doc(Href(item.integration.Id, id)), item.access)
                .Link("inf:integration", Integrations.Href(item.integration.Id), Rights.Of(session, item.integration).CanRead)
                .Set("integrationId", item.integration.Id).Set("name", item.integration.Name))));
    }

    public static Answer Explain(Session session, string name, string principal)
    {
        var isUser = principal.Length > 5 && principal.StartsWith("user:", StringComparison.Ordinal);
        var user = isUser ? session.World.Users.GetValueOrDefault(principal[5..]) : null;
        if (session.World.Find(name) is not { } integration)
            return session.NotFound("integration", name);
        var access = user is not null && session.CanSee(user) ? AccessPaths.Of(session, integration, user) : null;
        var canRead = Rights.Of(session, integration).CanRead;
        if (!canRead && !(access is { Any: true } && session.Manages(access.User)))
            return session.NotFound("integration", name);
        if (!isUser)
            return session.Problem("not-found", $"'{principal}' does not name a user; send user:<userId>, such as user:jdoe. "
                + "The shares of the integration show the access of a team.");
        return access is { Any: true } ? session.Reply(Document(integration, canRead, access)) : session.Problem(
            "not-found", $"There is no access of '{principal}' to this integration that you can read. IDs are case-sensitive.");
    }

    public static string Href(string integration) => $"{Integrations.Href(integration)}/access";

    public static string Href(string integration, string user) => $"{Href(integration)}/user:{user}";

    private static Doc Summary(Doc document, AccessPaths access) =>
        document.Set("level", Level(access)).Set("paths", access.Shown.Count);

    private static Doc Document(Integration integration, bool canRead, AccessPaths access) =>
        new Doc(Href(integration.Id, access.User.Id)).As("access")
            .Link("inf:integration", Integrations.Href(integration.Id), canRead)
            .Link("inf:integration-access", Href(integration.Id), canRead)
            .Link("inf:user", Users.Href(access.User.Id))
            .Set("integrationId", integration.Id).Set("userId", access.User.Id).Set("displayName", access.User.DisplayName)
            .Set("level", Level(access))
            .Set("paths", new JsonArray([.. access.Shown.Select(path => Path(integration, canRead, access, path))]));

    private static JsonNode Level(AccessPaths access) => access.IsOwner ? "owner" : access.Level;

    private static JsonObject Path(Integration integration, bool canRead, AccessPaths access, ShownPath path)
    {
        var (self, principal, team) = (Integrations.Href(integration.Id), path.Principal, path.Role > 0 ? path.Principal![5..] : null);
        var isShare = path.Via is "share" or "team-share";
        var shown = Json.Object(
            ("_links", Json.Object(
                ("inf:integration-owner", canRead && principal is not null && !isShare ? Json.Link($"{self}/owner") : null),
                ("inf:integration-share", canRead && isShare ? Json.Link($"{self}/shares/{principal}") : null),
                ("inf:team", team is null ? null : Json.Link(Teams.Href(team))),
                ("inf:team-member", team is null ? null : Json.Link($"{Teams.Href(team)}/members/{access.User.Id}")))),
            ("via", path.Via), ("principalId", principal), ("role", team is null ? null : Roles.Name(path.Role)), ("level", path.Level));
        shown["ifRemoved"] = access.Without(path);
        return shown;
    }
}
