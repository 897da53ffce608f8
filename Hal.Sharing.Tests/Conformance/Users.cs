namespace Hal.Sharing.Tests.Conformance;

/// <summary>Users in the model: list, read, create, change, delete.</summary>
internal static class Users
{
    private const string Path = "/api/users";

    public static string Href(string id) => $"{Path}/{id}";

    public static Answer List(Session session)
    {
        var (page, refusal) = Pages.Read(session, Path, 100, ("q", null));
        if (page is null)
            return refusal!;
        var (document, items) = page.Of(
            from user in session.World.Users.Values
            where session.CanSee(user) && page.Finds($"{user.Id} {user.DisplayName}")
            select (user.Id, user));
        return session.Reply(document.As("users")
            .Act(CanCreate(session), "inf:create-user", Path, () => UserContent.CreateForm(session))
            .Embed("inf:user", items.Select(user => Document(session, user))));
    }

    public static Answer Get(Session session, string id) => Find(session, id) is { } user
        ? session.Reply(Document(session, user))
        : session.NotFound("user", id);

    public static Answer Create(Session session)
    {
        var (content, id, _, refusal) = UserContent.Read(session);
        if (content is null)
            return refusal!;
        var party = content.ManagedBy;
        if (!CanCreate(session))
            return session.Forbidden("A managed user cannot create users; ask the managing party or a superuser.");
        if (!session.IsSuperuser && id is not null)
            return session.Forbidden($"Only a superuser can choose an ID; omit the ID '{id}' to get a generated one.");
        if (!session.IsSuperuser && content.IsSuperuser)
            return UserRefusals.OnlySuperusers(session);
        if (!session.IsSuperuser && party is not null && party != session.Id)
            return UserRefusals.OtherParty(session, party);
        if (id is not null && session.World.IsAccountTaken(id))
            return UserRefusals.AccountTaken(session, id);
        if (content.IsSuperuser && party is not null)
            return UserRefusals.CannotBeManaged(session, party);
        if (session.IsSuperuser && party is not null && (!IsParty(session.World, party) || party == id))
            return UserRefusals.NoParty(session, party);
        var world = session.World.NextState();
        var created = content.Apply(
            new(id ?? session.New.Id, "", null, null, null, false, null, world.States), session.IsSuperuser ? party : session.Id);
        return Show(session, world.With(created), created.Id, 201);
    }

    public static Answer Put(Session session, string id)
    {
        var (content, _, version, refusal) = UserContent.Read(session);
        if (content is null)
            return refusal!;
        if (Find(session, id) is not { } user)
            return session.NotFound("user", id);
        var (world, isSuperuser) = (session.World, session.IsSuperuser);
        if (!CanEdit(session, user))
            return UserRefusals.NotResponsible(session, id);
        if (!isSuperuser && content.IsSuperuser && !user.IsSuperuser)
            return UserRefusals.OnlySuperusers(session);
        if (!isSuperuser && content.ManagedBy is { } other && other != user.ManagedBy)
            return UserRefusals.OtherParty(session, other);
        if (session.Stale(Revision(user), version, "inf:user", Href(id)) is { } stale)
            return stale;
        var changed = content with
        {
            Email = CanManage(session, user) ? content.Email : user.Email,
            IsSuperuser = isSuperuser ? content.IsSuperuser : user.IsSuperuser,
        };
        var party = CanManage(session, user) ? content.ManagedBy : user.ManagedBy;
        var next = changed.Apply(user, party);
        if (next == user)
            return session.Reply(Document(session, user));
        if (user.IsSuperuser && !next.IsSuperuser && IsLastSuperuser(world, id))
            return UserRefusals.LastSuperuser(session, id);
        if (party is not null && (next.IsSuperuser || world.Managed(id) > 0))
            return UserRefusals.CannotBeManaged(session, party);
        if (party is not null && party != user.ManagedBy && (party == id || !IsParty(world, party)))
            return UserRefusals.NoParty(session, party);
        world = world.NextState();
        return Show(session, world.With(next with { State = world.States }), id, 200);
    }

    public static Answer Delete(Session session, string id)
    {
        var body = new BodyReader(session.Request, optional: true);
        var version = body.Version();
        if (body.Refuse(session) is { } refusal)
            return refusal;
        if (Find(session, id) is not { } user)
            return session.NotFound("user", id);
        if (!CanManage(session, user))
            return UserRefusals.NotResponsible(session, id);
        return session.Stale(Revision(user), version, "inf:user", Href(id))
            ?? UserTies.Refuse(session, id)
            ?? session.NoContent(session.World.WithoutUser(id), Path, "/api/principals");
    }

    public static Doc Document(Session session, User user)
    {
        var (self, isSelf) = (Href(user.Id), user.Id == session.Id);
        var isPrivate = isSelf || session.Manages(user) || session.IsSuperuser;
        return new Doc(self).As("user", isPrivate ? Revision(user) : null)
            .Link("inf:my-teams", "/api/v1/teams/", isSelf)
            .Link("inf:history", "/api/users/me/history", isSelf && !session.ActsForTeam)
            .Link("inf:user-access", $"{self}/access", isPrivate && !session.ActsForTeam)
            .Act(CanEdit(session, user), "inf:edit", self, () => UserContent.EditForm(session, user, CanManage(session, user)))
            .Act(CanManage(session, user) && UserTies.Refuse(session, user.Id) is null, "inf:delete", self, () => Forms.Delete(
                "Delete the user and their memberships, shares and authorizations", self))
            .Set("id", user.Id).Set("username", user.Id).Set("displayName", user.DisplayName)
            .Set("firstName", user.FirstName).Set("lastName", user.LastName)
            .Set("email", isPrivate ? user.Email : null)
            .Set("isSuperuser", isPrivate ? user.IsSuperuser : null)
            .Set("managedBy", isPrivate ? user.ManagedBy : null);
    }

    public static bool IsLastSuperuser(World world, string id) =>
        world.Users[id].IsSuperuser && world.Users.Values.Count(user => user.IsSuperuser) == 1;

    /// <summary>Whether a user or client has or had the ID, or one that differs only in case.</summary>
    public static bool IsAccountTaken(this World world, string id) =>
        world.Known.Users.Concat(world.Known.Clients).Contains(id, StringComparer.OrdinalIgnoreCase);

    private static Answer Show(Session session, World world, string id, int status) => session.Reply(
        Document(session with { World = world }, world.Users[id]), world, status, Path, "/api/principals");

    private static User? Find(Session session, string id) =>
        session.World.Users.TryGetValue(id, out var user) && (session.ActsForTeam ? id == session.Id : session.CanSee(user)) ? user : null;

    private static bool CanCreate(Session session) => session.MayManage && !session.IsManaged;

    private static bool CanManage(Session session, User user) => session.MayManage && (session.Manages(user) || session.IsSuperuser);

    private static bool CanEdit(Session session, User user) =>
        CanManage(session, user) || (session.MayManage && user.Id == session.Id);

    /// <summary>A party is an OAuth client or an unmanaged user.</summary>
    private static bool IsParty(World world, string id) =>
        world.Clients.ContainsKey(id) || world.Users.GetValueOrDefault(id) is { ManagedBy: null };

    private static string Revision(User user) => Unknown.Revision(user.Id, $"{user.State}");
}
