namespace Hal.Sharing.Tests.Staleness;

/// <summary>A document that a server may keep: the address, and which kind of text describes it.</summary>
/// <param name="Subject">The principal, user or team that it is about; the name in the address for an integration.</param>
internal sealed record Document(string Kind, string Path, string Subject)
{
    /// <summary>The items of a page of the kind "pages".</summary>
    public const int PageSize = 2;

    public const string Forms = "application/prs.hal-forms+json";

    public static readonly IReadOnlyList<string> MediaTypes = ["application/hal+json", "application/json", Forms];

    /// <summary>Every document of a world, by each name of its integration.</summary>
    public static IReadOnlyList<Document> All(State state)
    {
        var user = (string part) => new Document("user", $"/api/users/{state[part]}", state[part]);
        var team = (string id) => new Document("team", $"/api/teams/{id}", id);
        string?[] names = [state.Integration, state.Slug, state.FormerSlugs.LastOrDefault(), state.Deleted];
        return
        [
            .. names.OfType<string>().SelectMany(name => OfIntegration(state, name)),
            new("entry", "/api", ""),
            new("me", "/api/users/me", ""),
            user("owner"), user("grantee"), user("managed"), user("super"),
            team(state.Own), team(state.Acting), team(state.Readers),
        ];
    }

    private static IEnumerable<Document> OfIntegration(State state, string name)
    {
        var path = $"/api/integrations/{name}";
        yield return new("integration", path, name);
        yield return new("owner", $"{path}/owner", name);
        yield return new("list", $"{path}/shares", name);
        yield return new("pages", $"{path}/shares?limit={PageSize}", name);
        string[] principals = [$"user:{state["grantee"]}", $"user:{state["managed"]}", $"team:{state.Readers}"];
        foreach (var principal in principals)
            yield return new("share", $"{path}/shares/{principal}", principal);
    }
}
