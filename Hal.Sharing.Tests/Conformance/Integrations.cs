namespace Hal.Sharing.Tests.Conformance;

/// <summary>Integrations in the model: list, create, read, change, delete.</summary>
internal static class Integrations
{
    private const string Path = "/api/integrations";

    public static string Href(string id) => $"{Path}/{id}";

    public static Answer List(Session session)
    {
        var (page, refusal) = Pages.Read(session, Path, 100, ("q", null), ("access", "owned or shared"));
        if (page is null)
            return refusal!;
        var found =
            from integration in session.World.Integrations.Values
            let rights = Rights.Of(session, integration)
            where page.Filter("access") switch
            {
                "owned" => rights.IsOwned,
                "shared" => rights.IsShared && !rights.IsOwned,
                _ => rights.CanRead,
            }
            where page.Finds($"{integration.Name} {integration.Slug} {integration.Description}")
            select (integration.Id, rights);
        var (document, items) = page.Of(found);
        return session.Reply(document.As("integrations")
            .Act(session.MayManage, "inf:create-integration", Path, IntegrationContent.CreateForm)
            .Embed("inf:integration", items.Select(Document)));
    }

    public static Answer Create(Session session)
    {
        var (content, id, _, refusal) = IntegrationContent.Read(session);
        if (content is null)
            return refusal!;
        id = session.IsSuperuser ? id : null;
        if (id is not null && IsTaken(session, id))
            return Taken(session, "ID", id);
        if (content.Slug is { } slug
            && (IsTaken(session, slug) || (id != slug && slug.Equals(id, StringComparison.OrdinalIgnoreCase))))
            return Taken(session, "slug", slug);
        var world = session.World.NextState();
        var created = new Integration(
            id ?? session.New.Id, content.Slug ?? session.New.Slug, content.Name, content.Type, content.Description, session.Principal,
            world.Now, world.Now, world.States, World.Ordered<Share>(), world.States);
        world = world.With(created);
        return Show(session, world, created.Id, 201, Path);
    }

    public static Answer Get(Session session, string name) =>
        Rights.Find(session, name) is { } rights ? session.Reply(Document(rights)) : session.NotFound("integration", name);

    public static Answer Put(Session session, string name)
    {
        var (content, _, version, refusal) = IntegrationContent.Read(session);
        if (content is null)
            return refusal!;
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        var present = rights.Integration;
        var slug = content.Slug ?? present.Slug;
        if (!rights.CanWrite)
            return session.Missing(rights, "integration:write",
                "changing the integration requires 2 (edit). You lack the permission integration:write");
        if (slug != present.Slug && !rights.CanTransfer)
            return Owners.MissingChangeOwner(session, rights);
        if (session.Stale(Revision(present), version, "inf:integration", Href(present.Id)) is { } stale)
            return stale;
        if (slug != present.Slug && IsTaken(session, slug, present.Id))
            return Taken(session, "slug", slug);
        var changed = present with { Slug = slug, Name = content.Name, Type = content.Type, Description = content.Description };
        if (changed == present)
            return session.Reply(Document(rights));
        var world = session.World.NextState();
        return Show(session, world.With(changed with { UpdatedAt = world.Now, State = world.States }), present.Id, 200, Path);
    }

    public static Answer Delete(Session session, string name)
    {
        var body = new BodyReader(session.Request, optional: true);
        var version = body.Version();
        if (body.Refuse(session) is { } refusal)
            return refusal;
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        if (!rights.CanDelete)
            return session.Missing(rights, "integration:delete",
                "only the owner or an admin of the owning team can delete the integration. You lack the permission integration:delete");
        var id = rights.Integration.Id;
        return session.Stale(Revision(rights.Integration), version, "inf:integration", Href(id))
            ?? session.NoContent(session.World with { Integrations = session.World.Integrations.Remove(id) }, Path);
    }

    /// <summary>Answers with the integration as the caller sees it after the change.</summary>
    public static Answer Show(Session session, World world, string id, int status, params string[] invalidated) => session.Reply(
        Document(Rights.Of(session with { World = world }, world.Integrations[id])), world, status, invalidated);

    public static Doc Document(Rights rights)
    {
        var integration = rights.Integration;
        var self = Href(integration.Id);
        return new Doc(self).As("integration", Revision(integration))
            .Link("inf:integrations", Path)
            .Link("inf:integration-shares", $"{self}/shares", rights.CanReadAccess)
            .Link("inf:integration-owner", $"{self}/owner", rights.CanReadAccess)
            .Link("inf:history", $"{self}/history", rights.CanReadAccess)
            .Link("inf:integration-access", AccessLists.Href(integration.Id), rights.CanReadAccess)
            .Link($"inf:{integration.OwnerId[..4]}", Principals.Href(integration.OwnerId))
            .Act(rights.CanWrite, "inf:edit", self, () => IntegrationContent.EditForm(rights))
            .Act(rights.CanDelete, "inf:delete", self, () => Forms.Delete("Delete the integration and its shares", self))
            .Set("id", integration.Id).Set("slug", integration.Slug).Set("name", integration.Name)
            .Set("type", integration.Type).Set("description", integration.Description).Set("ownerId", integration.OwnerId)
            .Set("createdAt", Json.Time(integration.CreatedAt)).Set("updatedAt", Json.Time(integration.UpdatedAt));
    }

    public static string Revision(Integration integration) => Unknown.Revision(integration.Id, $"{integration.State}");

    /// <summary>Whether the name is or was a name of another integration, or differs from one only in case.</summary>
    private static bool IsTaken(Session session, string name, string? own = null) => session.World.Names.Any(taken =>
        string.Equals(taken.Key, name, StringComparison.OrdinalIgnoreCase) && (taken.Value != own || taken.Key != name)
        && (session.Rules.NamesAreNeverReused || session.World.Integrations.ContainsKey(taken.Value)));

    private static Answer Taken(Session session, string what, string name) => session.Problem(
        "id-taken", $"The {what} '{name}' is or was the ID or slug of an integration, or differs from one only in case; "
        + "send another one, or none to get a generated one.");
}
