namespace Hal.Sharing.Tests.Conformance;

/// <summary>Owners of integrations in the model: read, transfer.</summary>
internal static class Owners
{
    public static Answer Get(Session session, string name)
    {
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        var (id, owner) = (rights.Integration.Id, rights.Integration.OwnerId);
        var rel = $"inf:{owner[..4]}";
        var reference = new Doc(Principals.Href(owner));
        var ownerName = session.World.PrincipalName(owner);
        return session.Reply(new Doc(Href(id)).As("owner", Revision(rights.Integration))
            .Link("inf:integration", Integrations.Href(id))
            .Link(rel, Principals.Href(owner))
            .Link("inf:as-of", Href(id) + "{?at}")
            .Act(rights.CanTransfer, "inf:transfer", Href(id), () => Forms.Of(
                "Transfer ownership", "PUT", Href(id), Forms.Principal("New owner", owner)))
            .Act(rights.CanTransfer, "inf:preview", Href(id) + "/preview", () => Forms.Of(
                "Preview a transfer", "POST", Href(id) + "/preview", Forms.Principal("New owner", owner)))
            .Set("id", owner)
            .EmbedOne(rel, rel == "inf:user"
                ? reference.Set("username", owner[5..]).Set("displayName", ownerName)
                : reference.Set("id", owner[5..]).Set("name", ownerName)));
    }

    public static Answer Put(Session session, string name)
    {
        var (owner, version, refusal) = Read(session);
        if (owner is null)
            return refusal!;
        if (Rights.Find(session, name) is not { } rights)
            return session.NotFound("integration", name);
        var (present, exists) = (rights.Integration, session.CanSeePrincipal(owner));
        if (!rights.CanTransfer)
            return MissingChangeOwner(session, rights);
        if (exists && !rights.CanTransferTo(owner))
            return session.Missing(rights, "integration:changeOwnerToTeam",
                "A transfer to a team also requires the role dataWizard in that team; ask an admin of that team.");
        if (session.Stale(Revision(present), version, "inf:integration-owner", Href(present.Id)) is { } stale)
            return stale;
        if (!exists)
            return session.Problem("unknown-principal", $"There is no {owner[..4]} '{owner[5..]}' to transfer to; "
                + "choose one of /api/principals. IDs are case-sensitive.");
        if (present.OwnerId == owner)
            return session.Reply(Integrations.Document(rights));
        var world = session.World.NextState();
        world = world.With(present with { OwnerId = owner, UpdatedAt = world.Now, State = world.States });
        return Integrations.Show(session, world, present.Id, 200, "/api/integrations", Href(present.Id));
    }

    public static Answer MissingChangeOwner(Session session, Rights rights) => session.Missing(rights, "integration:changeOwner",
        "changing the owner or the slug requires 3 (admin). You lack the permission integration:changeOwner");

    /// <summary>Reads the new owner from one of three properties, or from the ID that the document itself has.</summary>
    private static (string? Owner, string? Version, Answer? Refusal) Read(Session session)
    {
        const string choice = "send exactly one of userId, teamId and principalId";
        var body = new BodyReader(session.Request);
        var (user, team) = (body.Text("userId", 128, min: 1), body.Text("teamId", 128, min: 1));
        string[] sent = [.. new[] { "userId", "teamId", "principalId" }.Where(body.Has)];
        var property = sent.Length == 0 ? "id" : "principalId";
        var principal = body.Text(property, 133, min: 1);
        if (sent.Length == 0 && !body.Has("id"))
            body.Fault("userId", $"The new owner is missing; {choice}.");
        foreach (var second in sent.Skip(1))
            body.Fault(second, $"{second} is sent together with {sent[0]}; {choice}.");
        if (principal is not null && !Principals.IsId(principal))
            body.Fault(property, $"{property} is '{principal}'; send user:<userId> or team:<teamId>.");
        var version = body.Version();
        var owner = user is not null ? "user:" + user : team is not null ? "team:" + team : principal ?? "";
        return body.Refuse(session, "id") is { } refusal ? (null, null, refusal) : (owner, version, null);
    }

    private static string Revision(Integration integration) => Unknown.Revision("owner of " + integration.Id, integration.OwnerId);

    private static string Href(string integration) => $"{Integrations.Href(integration)}/owner";
}
