namespace Hal.Sharing.Tests.Conformance;

/// <summary>
/// The world in which every sequence begins: five integrations that users, teams and parties reach in all ways that the contract has.
/// </summary>
internal static class InitialWorld
{
    /// <summary>Of the OAuth client app.</summary>
    public const string Secret = "the-secret-of-the-client";

    public static World Create(string prefix, DateTime now)
    {
        string Id(string name) => prefix + name;
        var world = new World { Prefix = prefix, Now = now };
        world = world.With(new Client(Id("app"), "App", Secret, now, now, 0));
        world = new (string Id, string? Party)[]
        {
            ("root", null), ("ann", null), ("ben", null), ("cat", null), ("dan", null), ("eve", null), ("max", "app"), ("mia", "ann"),
        }.Aggregate(world, (next, user) => next.AddUser(Id(user.Id), user.Party is { } party ? Id(party) : null));
        world = world.With(world.Users[Id("root")] with { IsSuperuser = true });

        world = new[] { "red", "blue" }.Aggregate(world, (next, id) => next.AddTeam(Id(id)));
        world = new[]
        {
            ("red", "ann", 6), ("red", "ben", 5), ("red", "cat", 4), ("red", "max", 1), ("blue", "ben", 6), ("blue", "dan", 3),
            ("blue", "ann", 3),
        }.Aggregate(world, (next, member) => next.WithMember(Id(member.Item1), Id(member.Item2), member.Item3));
        world = world.WithAuthorization(Id("max"), Id("red"), "data:read data:write");

        world = new[]
        {
            ("box", "user:", "ann"), ("cup", "team:", "red"), ("pen", "user:", "max"), ("jar", "team:", "blue"), ("hat", "user:", "dan"),
        }.Aggregate(world, (next, integration) => next.AddIntegration(Id(integration.Item1), integration.Item2 + Id(integration.Item3)));
        return new[]
        {
            ("box", "user:", "ben", 3, "ann"), ("box", "user:", "dan", 2, "ben"), ("box", "team:", "blue", 3, "ann"),
            ("box", "user:", "max", 1, "ann"), ("cup", "user:", "eve", 1, "ann"), ("pen", "user:", "cat", 7, "max"),
        }.Aggregate(world, (next, share) => next.WithShare(
            Id(share.Item1), share.Item2 + Id(share.Item3), new(share.Item4, Id(share.Item5), now, now, next.States)));
    }

    private static World AddUser(this World world, string id, string? party)
    {
        var next = world.NextState();
        return next.With(new User(id, Title(world, id), null, null, null, false, party, next.States));
    }

    private static World AddTeam(this World world, string id)
    {
        var next = world.NextState();
        return next.With(new Team(id, Title(world, id), "", null, null, null, next.States));
    }

    private static World AddIntegration(this World world, string id, string owner)
    {
        var next = world.NextState();
        return next.With(new Integration(
            id, id + "-slug", Title(world, id), null, null, owner, world.Now, world.Now, next.States, World.Ordered<Share>(), next.States));
    }

    /// <summary>Returns a name that begins with a capital letter.</summary>
    private static string Title(World world, string id) =>
        char.ToUpperInvariant(id[world.Prefix.Length]) + id[(world.Prefix.Length + 1)..];
}
