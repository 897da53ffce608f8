using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>What prevents the deletion of a user, in the order in which it is reported.</summary>
internal static class UserTies
{
    public static Answer? Refuse(Session session, string id)
    {
        var world = session.World;
        if (world.Owned("user:" + id) is > 0 and var owned)
            return session.Problem(
                "still-owns", $"'{id}' owns {Problems.Count(owned, "integration")}; "
                + $"transfer or delete {(owned == 1 ? "it" : "them")} first.",
                ("count", owned), Problems.Links("inf:integrations", "/api/integrations"));
        if (world.Managed(id) is > 0 and var managed)
            return session.Problem(
                "still-manages", $"'{id}' manages {Problems.Count(managed, "user")}; "
                + $"release or delete {(managed == 1 ? "the user" : "them")} first.",
                ("count", managed), Problems.Links("inf:users", "/api/users"));
        if (Users.IsLastSuperuser(world, id))
            return UserRefusals.LastSuperuser(session, id);
        string[] teams = [.. world.Teams.Keys.Where(team => world.IsNeeded(team, id))];
        return teams.Length == 0 ? null : session.Problem(
            "last-admin", $"'{id}' is the last admin of {string.Join(", ", teams)}; make another member an admin first.",
            ("teams", new JsonArray([.. teams.Select(team => (JsonNode)team)])), Problems.Links("inf:team", Teams.Href(teams[0])));
    }
}
