namespace Hal.Sharing.Tests.Conformance;

/// <summary>Shares in the model: list, read, create, change, revoke.</summary>
internal static class Shares
{
    private const string Rel = "inf:integration-share";
    private static readonly string[] ReadOnly =
        ["integrationId", "effectiveLevel", "createdAt", "updatedAt", "grantedBy", "principal"];

    public static Answer List(Session session, string name)
    {
        var (page, refusal) = Pages.Read(session, Href(name), 1000, ("at", null));
        if (page is null)
            return refusal!;
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        var integration = rights.Integration;
        var path = Href(integration.Id);
        var (document, items) = page.Of(integration.Shares.Select(share => (share.Key, share.Key)), path);
        var names = items.Select(item => $"{session.World.PrincipalName(item)} {Grantor(session, integration.Shares[item])}");
        return session.Reply(document
            .As("shares", Unknown.Revision("shares of " + integration.Id, $"{integration.ListState} {string.Join(';', names)}"))
            .Link("inf:integration", Integrations.Href(integration.Id))
            .Link("inf:find-share", path + "/{principalId}")
            .Link("inf:as-of", path + "{?at}")
            .Link("inf:integration-access", AccessLists.Href(integration.Id))
            .Act(rights.CanShare, "inf:share", path + "/{principalId}", () => Forms.Of(
                "Share the integration", "POST", path, Forms.Principal("User or team"), Forms.Level(rights.Grantable, 1)))
            .Act(rights.CanShare, "inf:share-many", path + "/bulk", () => Forms.Of(
                "Share with several users and teams", "POST", path + "/bulk", Forms.Principals(), Forms.Level(rights.Grantable, 1),
                Forms.Mode()))
            .Act(rights.CanShare, "inf:preview", path + "/preview", () => Forms.Of(
                "Preview sharing the integration", "POST", path + "/preview", Forms.Principal("User or team"),
                Forms.Level(rights.Grantable, 1)))
            .Embed(Rel, items.Select(item => Document(rights, item))));
    }

    public static Answer Get(Session session, string name, string principal) => Rights.Find(session, name) switch
    {
        null => session.NotFound("integration", name),
        { } rights when rights.Integration.Shares.ContainsKey(principal) => session.Reply(Document(rights, principal)),
        _ => Absent(session, principal),
    };

    public static Answer Post(Session session, string name)
    {
        var body = new BodyReader(session.Request);
        var principal = body.Text("principalId", 133, required: true) ?? "";
        if (principal.Length > 0 && !Principals.IsId(principal))
            body.Fault("principalId", $"principalId is '{principal}'; send user:<userId> or team:<teamId>.");
        var level = body.Level() ?? 1;
        if (body.Refuse(session, ReadOnly) is { } refusal)
            return refusal;
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        var present = rights.Integration.Shares.GetValueOrDefault(principal);
        if (!rights.CanGrant(level) || !rights.CanGrant(present?.Level ?? 1))
            return Missing(session, rights);
        if (!session.CanSeePrincipal(principal))
            return session.UnknownPrincipal("principalId", $"There is no principal '{principal}'; choose one of /api/principals.");
        return present is null ? Write(session, rights, principal, level, 201) : session.Problem(
            "already-exists", $"The integration is already shared with '{principal}' at access level {Problems.Level(present.Level)}; "
            + "use PUT to change that share.", Problems.Links(Rel, Href(rights.Integration.Id, principal)));
    }

    public static Answer Put(Session session, string name, string principal)
    {
        var body = new BodyReader(session.Request, optional: true);
        var (named, version) = (body.Level(), body.Version());
        if (body.Refuse(session, [.. ReadOnly, "principalId"]) is { } refusal)
            return refusal;
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        if (!session.CanSeePrincipal(principal))
            return Principals.IsId(principal) ? session.NotFound("principal", principal) : Principals.NoId(session, principal);
        var (level, present) = (named ?? 1, rights.Integration.Shares.GetValueOrDefault(principal));
        if (!rights.CanGrant(level) || !rights.CanGrant(present?.Level ?? 1))
            return Missing(session, rights);
        if (Stale(session, rights, principal, version) is { } stale)
            return stale;
        if (present?.Level == level)
            return session.Reply(Document(rights, principal));
        if (present is not null && named is null)
        {
            var detail = $"accessLevel is missing, and this share has level {Problems.Level(present.Level)}; "
                + $"send {BodyReader.Levels} to change it.";
            return session.Problem("invalid-request", detail, ("errors", Problems.Errors([("accessLevel", detail)])));
        }
        return Write(session, rights, principal, level, 200);
    }

    public static Answer Delete(Session session, string name, string principal)
    {
        var body = new BodyReader(session.Request, optional: true);
        var version = body.Version();
        if (body.Refuse(session) is { } refusal)
            return refusal;
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        if (!rights.Integration.Shares.TryGetValue(principal, out var share))
            return Absent(session, principal);
        if (!rights.CanRevoke(share.Level))
            return Missing(session, rights);
        var id = rights.Integration.Id;
        return Stale(session, rights, principal, version)
            ?? session.NoContent(session.World.WithShare(id, principal, null), Href(id));
    }

    private static Answer Write(Session session, Rights rights, string principal, int level, int status)
    {
        var (id, world) = (rights.Integration.Id, session.World.NextState());
        var created = rights.Integration.Shares.GetValueOrDefault(principal)?.CreatedAt ?? world.Now;
        world = world.WithShare(id, principal, new(level, session.Id, created, world.Now, world.States));
        var after = Rights.Of(session with { World = world }, world.Integrations[id]);
        return session.Reply(Document(after, principal), world, status, Href(id));
    }

    private static Doc Document(Rights rights, string principal)
    {
        var (session, integration, share) = (rights.Session, rights.Integration, rights.Integration.Shares[principal]);
        var self = Href(integration.Id, principal);
        return new Doc(self).As("share", Revision(integration, principal))
            .Link("inf:integration", Integrations.Href(integration.Id))
            .Link($"inf:{principal[..4]}", Principals.Href(principal))
            .Link("inf:why", AccessLists.Href(integration.Id, principal[5..]), principal[..4] == "user")
            .Act(rights.CanGrant(share.Level), "inf:edit", self, () => Forms.Of(
                "Change the access level", "PUT", self, Forms.Level(rights.Grantable, share.Level)))
            .Act(rights.CanRevoke(share.Level), "inf:revoke", self, () => Forms.Delete("Revoke the share", self))
            .Act(rights.CanGrant(share.Level), "inf:preview", self + "/preview", () => Forms.Of(
                "Preview another level or the revocation", "POST", self + "/preview",
                Forms.LevelOrNone(rights.Grantable, share.Level)))
            .Set("integrationId", integration.Id).Set("principalId", principal).Set("accessLevel", share.Level)
            .Set("effectiveLevel", share.Level > 3 ? 3 : null)
            .Set("createdAt", Json.Time(share.CreatedAt)).Set("updatedAt", Json.Time(share.UpdatedAt))
            .Set("grantedBy", Grantor(session, share))
            .Set("principal", Principals.State(session.World, principal));
    }

    private static string? Grantor(Session session, Share share) =>
        session.CanSeePrincipal("user:" + share.GrantedBy) ? "user:" + share.GrantedBy : null;

    private static string Revision(Integration integration, string principal) =>
        Unknown.Revision($"{integration.Id}/{principal}", $"{integration.Shares[principal].State}");

    private static string Href(string integration, string principal) => $"{Href(integration)}/{principal}";

    private static string Href(string integration) => $"{Integrations.Href(integration)}/shares";

    private static Answer? Stale(Session session, Rights rights, string principal, string? version) => session.Stale(
        rights.Integration.Shares.ContainsKey(principal) ? Revision(rights.Integration, principal) : null, version, Rel,
        Href(rights.Integration.Id, principal));

    private static Answer Missing(Session session, Rights rights) => session.Missing(rights, "integration:share", rights.CanShare
        ? "you can grant, change or revoke shares up to that level"
        : "sharing requires level 3 (admin) or the role publisher in the owning team. You lack the permission integration:share");

    private static Answer Absent(Session session, string principal) => !Principals.IsId(principal)
        ? Principals.NoId(session, principal)
        : session.Problem("not-found", $"There is no share of this integration for '{principal}'; use PUT to create one. "
            + "IDs are case-sensitive.");
}
