namespace Hal.Sharing.Tests.Conformance;

/// <summary>OAuth clients in the model, for superusers: list, read, create, change, delete.</summary>
internal static class Clients
{
    private const string Path = "/api/clients";

    public static Answer List(Session session)
    {
        var (page, refusal) = Pages.Read(session, Path, 100);
        if (page is null || !session.IsSuperuser)
            return refusal ?? OnlySuperusers(session);
        var (document, items) = page.Of(session.World.Clients.Values.Select(client => (client.Id, client)));
        return session.Reply(document.As("clients")
            .Act(true, "inf:create-client", Path, () => Forms.Of(
                "Create an OAuth client (its secret is shown once)", "POST", Path, Forms.RequiredText("name", "Name", 200), Forms.NewId()))
            .Embed("inf:client", items.Select(client => Document(session.World, client))));
    }

    public static Answer Get(Session session, string id) => Find(session, id) is { } client
        ? session.Reply(Document(session.World, client))
        : session.NotFound("client", id);

    public static Answer Create(Session session)
    {
        var body = new BodyReader(session.Request);
        var (id, name) = (body.Account("id"), body.Text("name", 200, required: true) ?? "");
        if (body.Refuse(session, "secret", "createdAt", "updatedAt") is { } refusal)
            return refusal;
        if (!session.IsSuperuser)
            return OnlySuperusers(session);
        if (id is not null && session.World.IsAccountTaken(id))
            return UserRefusals.AccountTaken(session, id);
        var world = session.World.NextState();
        var client = new Client(id ?? session.New.Id, name, session.New.Secret, world.Now, world.Now, world.States);
        return ShowSecret(session, world.With(client), client, 201);
    }

    public static Answer Put(Session session, string id)
    {
        var body = new BodyReader(session.Request);
        var (name, rotates) = (body.Text("name", 200, min: 1), body.Boolean("rotateSecret"));
        body.Boolean("revokeFormer");
        var version = body.Version();
        if (body.Refuse(session, "id", "secret", "createdAt", "updatedAt") is { } refusal)
            return refusal;
        if (Find(session, id) is not { } client)
            return session.NotFound("client", id);
        if (session.Stale(Revision(client), version, "inf:client", Href(id)) is { } stale)
            return stale;
        var changed = client with { Name = name ?? client.Name };
        if (!rotates && changed == client)
            return session.Reply(Document(session.World, client));
        var world = session.World.NextState();
        changed = changed with { UpdatedAt = world.Now, State = world.States, Secret = rotates ? session.New.Secret : client.Secret };
        return rotates
            ? ShowSecret(session, world.With(changed), changed, 200)
            : session.Reply(Document(world, changed), world.With(changed), 200, Path);
    }

    public static Answer Delete(Session session, string id)
    {
        var body = new BodyReader(session.Request, optional: true);
        var version = body.Version();
        if (body.Refuse(session) is { } refusal)
            return refusal;
        if (Find(session, id) is not { } client)
            return session.NotFound("client", id);
        if (session.Stale(Revision(client), version, "inf:client", Href(id)) is { } stale)
            return stale;
        return session.World.Managed(id) is > 0 and var managed
            ? session.Problem(
                "still-manages", $"The client '{id}' manages {Problems.Count(managed, "user")}; "
                + $"release or delete {(managed == 1 ? "the user" : "them")} first.",
                ("count", managed), Problems.Links("inf:users", "/api/users"))
            : session.NoContent(session.World with { Clients = session.World.Clients.Remove(id) }, Path);
    }

    private static Client? Find(Session session, string id) =>
        session.IsSuperuser ? session.World.Clients.GetValueOrDefault(id) : null;

    private static Answer ShowSecret(Session session, World world, Client client, int status) => session.Reply(
        Document(world, client).Set("secret", client.Secret), world, status, Path).WithHeader("Cache-Control", "no-store");

    private static Doc Document(World world, Client client)
    {
        var self = Href(client.Id);
        return new Doc(self).As("client", Revision(client))
            .Act(true, "inf:edit", self, () => Forms.Of(
                "Edit the OAuth client", "PUT", self, Forms.RequiredText("name", "Name", 200, client.Name),
                Forms.YesOrNo("rotateSecret", "New secret (shown once)", false),
                Forms.YesOrNo("revokeFormer", "Immediate revocation of the former secret", false)))
            .Act(world.Managed(client.Id) == 0, "inf:delete", self, () => Forms.Delete("Delete the OAuth client", self))
            .Set("id", client.Id).Set("name", client.Name)
            .Set("createdAt", Json.Time(client.CreatedAt)).Set("updatedAt", Json.Time(client.UpdatedAt));
    }

    private static string Href(string id) => $"{Path}/{id}";

    private static string Revision(Client client) => Unknown.Revision("client " + client.Id, $"{client.State}");

    private static Answer OnlySuperusers(Session session) => session.Forbidden("Only superusers can manage OAuth clients.");
}
