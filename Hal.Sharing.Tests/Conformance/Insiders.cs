namespace Hal.Sharing.Tests.Conformance;

/// <summary>The users who have to do with what an address is about: most requests of theirs are permitted.</summary>
internal static class Insiders
{
    /// <summary>Returns the owner first, then users with shares; members by descending role; the user themselves.</summary>
    public static IEnumerable<string> Of(World world, string path) => (path.Split('/') switch
    {
        [_, _, "integrations", var name, ..] when world.Find(name) is { } integration =>
            Behind(world, integration.OwnerId).Concat(integration.Shares.Keys.SelectMany(principal => Behind(world, principal))),
        [_, _, "teams", var team, ..] => Behind(world, "team:" + team),
        [_, _, "v1", "teams", var team, ..] => Behind(world, "team:" + team),
        [_, _, "users", var id, ..] when world.Users.TryGetValue(id, out var user) =>
            [id, .. Superusers(world), .. world.Users.Keys.Where(party => party == user.ManagedBy)],
        [_, _, "clients", ..] => Superusers(world),
        _ => [],
    }).Distinct();

    private static IEnumerable<string> Behind(World world, string principal) => principal.StartsWith("user:", StringComparison.Ordinal)
        ? [principal[5..]]
        : world.MembersOf(principal[5..]).OrderByDescending(member => member.Member.Role).Select(member => member.User);

    private static IEnumerable<string> Superusers(World world) =>
        world.Users.Values.Where(user => user.IsSuperuser).Select(user => user.Id);
}
