using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Users and teams as principals in the model: search, and options for forms.</summary>
internal static class Principals
{
    private const string Path = "/api/principals";

    public static bool IsId(string text) => text.Length > 5 && text[..5] is "user:" or "team:";

    public static Answer NoId(Session session, string text) => session.Problem(
        "not-found", $"There is no principal '{text}'; a principal ID is user:<userId> or team:<teamId>, such as user:jdoe.");

    public static string Href(string principal) => $"/api/{principal[..4]}s/{principal[5..]}";

    public static JsonObject State(World world, string principal) =>
        Json.Object(("id", principal), ("name", world.PrincipalName(principal)), ("type", principal[..4]));

    public static Answer List(Session session)
    {
        var (page, refusal) = Read(session, Path, 100);
        if (page is null)
            return refusal!;
        var (document, items) = page.Of(Find(session, page));
        return session.Reply(document.As("principals").Embed("inf:principal", items.Select(id => new Doc(Href(id))
            .Link($"inf:{id[..4]}", Href(id))
            .Set("id", id).Set("name", session.World.PrincipalName(id)).Set("type", id[..4]))));
    }

    public static Answer Options(Session session)
    {
        var (page, refusal) = Read(session, Path + "/options", -100);
        if (page is null)
            return refusal!;
        var (_, items) = page.Of(Find(session, page));
        return session.Reply(new Doc(Path + "/options").Embed("inf:principal", items.Select(id =>
            new Doc(Href(id)).Set("prompt", session.World.PrincipalName(id)).Set("value", id))));
    }

    private static (Pages?, Answer?) Read(Session session, string path, int limit) =>
        Pages.Read(session, path, limit, ("q", null), ("type", "user or team"));

    private static IEnumerable<(string, string)> Find(Session session, Pages page) =>
        from id in session.World.Users.Keys.Select(user => "user:" + user).Concat(session.World.Teams.Keys.Select(team => "team:" + team))
        where page.Filter("type") is not { } type || id.StartsWith(type + ":", StringComparison.Ordinal)
        where session.CanSeePrincipal(id) && page.Finds($"{id[5..]} {session.World.PrincipalName(id)}")
        select (id, id);
}
