using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Validators;

/// <summary>Each change moves the tags of exactly the documents that show it.</summary>
public sealed class MovedTagTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private static readonly string[] MediaTypes = ["application/hal+json", ConditionalClient.Forms];

    [Fact]
    public Task RenameOfAUser() => AssertMovedAsync(
        scene => stage.ExecuteAsync(
            "update principals set name = @name where id = 'user:' || @sharee", new { name = "Renamed", sharee = scene["sharee"] }),
        ["{id}/shares", "{id}/shares/user:{sharee}", "/api/users/{sharee}", "/api/users", "/api/principals", "/api/teams/{team}/members",
            "/api/teams/{team}/members/{sharee}"]);

    [Fact]
    public Task RenameOfTheIntegration() => AssertMovedAsync(
        scene => SendAsync("PUT", $"/api/integrations/{scene["id"]}", """{"name": "Renamed"}"""),
        ["{id}", "/api/integrations?q={id}"]);

    [Fact]
    public Task ChangeOfAShare() => AssertMovedAsync(
        scene => SendAsync("PUT", $"/api/integrations/{scene["id"]}/shares/user:{scene["sharee"]}", """{"accessLevel": 2}"""),
        ["{id}/shares", "{id}/shares/user:{sharee}"]);

    [Fact]
    public Task ShareWithAnotherUser() => AssertMovedAsync(
        scene => SendAsync("PUT", $"/api/integrations/{scene["id"]}/shares/user:someone", "{}"),
        ["{id}/shares"]);

    [Fact]
    public Task Transfer_FromOneWhoSeesItStill() => AssertMovedAsync(
        scene => SendAsync("PUT", $"/api/integrations/{scene["id"]}/owner", $$"""{"userId": "{{scene["sharee"]}}"}"""),
        // Who owns something cannot be deleted: the new owner's document loses that action.
        ["{id}", "{id}/owner", "/api/integrations?q={id}", "/api/users", "/api/users/{sharee}"]);

    [Fact]
    public Task ChangeOfAnothersRole() => AssertMovedAsync(
        scene => SendAsync("PUT", $"/api/teams/{scene["team"]}/members/{scene["sharee"]}", """{"role": "publisher"}"""),
        ["/api/teams/{team}/members", "/api/teams/{team}/members/{sharee}"]);

    [Fact]
    public async Task ChangeOfOwnRole_ChangesDocumentsWithPermissions()
    {
        var scene = await PrepareAsync();
        var owned = await stage.AddIntegrationOfAsync($"team:{scene["team"]}", ("user:someone", 1));
        string[] documents = [$"/api/integrations/{owned}", $"/api/integrations/{owned}/shares",
            $"/api/integrations/{owned}/shares/user:someone", $"/api/integrations/{owned}/owner", "/api/users/me", "/api/users"];
        var before = await TagsAsync(scene["sharee"], documents);

        await SendAsync("PUT", $"/api/teams/{scene["team"]}/members/{scene["sharee"]}", """{"role": "publisher"}""");

        Moved(before, await TagsAsync(scene["sharee"], documents)).Should().BeEquivalentTo(
            $"/api/integrations/{owned}", $"/api/integrations/{owned}/shares", $"/api/integrations/{owned}/shares/user:someone");
    }

    [Fact]
    public async Task ChangeOfHiddenProperty_KeepsTheTag()
    {
        var scene = await PrepareAsync();
        var path = $"/api/users/{scene["sharee"]}";
        var (before, own) = (await TagsAsync("stranger", [path]), await TagsAsync(scene["sharee"], [path]));

        await SendAsync("PUT", path, $$"""{"displayName": "{{scene["sharee"]}}", "email": "new@example.com"}""");

        Moved(before, await TagsAsync("stranger", [path])).Should().BeEmpty();
        Moved(own, await TagsAsync(scene["sharee"], [path])).Should().Equal(path);
    }

    /// <summary>All documents that could show it are read by a superuser, whose own rights nothing here changes.</summary>
    private async Task AssertMovedAsync(Func<Dictionary<string, string>, Task> change, string[] expected)
    {
        var scene = await PrepareAsync();
        string Fill(string path) => scene.Aggregate(
            path[0] == '{' ? "/api/integrations/" + path : path,
            (filled, part) => filled.Replace($"{{{part.Key}}}", part.Value, StringComparison.Ordinal));
        string[] documents =
        [
            .. new[]
            {
                "{id}", "{id}/shares", "{id}/shares/user:{sharee}", "{id}/shares/team:{team}", "{id}/owner", "/api/integrations?q={id}",
                "{other}", "{other}/shares", "{other}/shares/user:someone", "{other}/owner", "/api", "/api/users", "/api/users/{sharee}",
                "/api/users/me", "/api/users/someone",
                "/api/teams/{team}", "/api/teams", "/api/teams/{team}/members", "/api/teams/{team}/members/{sharee}",
                "/api/teams/{team}/members/owner", "/api/principals", "/api/clients",
            }.Select(Fill),
        ];
        var before = await TagsAsync("admin", documents);

        await change(scene);

        Moved(before, await TagsAsync("admin", documents)).Should().BeEquivalentTo(expected.Select(Fill));
    }

    private async Task<Dictionary<string, string>> PrepareAsync()
    {
        var sharee = await stage.AddUserAsync();
        var team = await stage.AddTeamAsync(("owner", 6), (sharee, 1));
        return new()
        {
            ["sharee"] = sharee,
            ["team"] = team,
            ["id"] = await stage.AddIntegrationOfAsync("user:owner", ($"user:{sharee}", 1), ($"team:{team}", 1)),
            ["other"] = await stage.AddIntegrationOfAsync("user:owner", ("user:someone", 1)),
        };
    }

    private async Task<Dictionary<string, string>> TagsAsync(string who, IReadOnlyList<string> documents)
    {
        using var caller = stage.As(who);
        var tags = new Dictionary<string, string>();
        foreach (var path in documents)
            tags[path] = string.Join(' ', await Task.WhenAll(MediaTypes.Select(accept => caller.TagAsync(path, accept))));
        return tags;
    }

    private static IEnumerable<string> Moved(Dictionary<string, string> before, Dictionary<string, string> after) =>
        from document in before where after[document.Key] != document.Value select document.Key;

    private async Task SendAsync(string method, string path, string body)
    {
        using var admin = stage.As("admin");
        (await admin.SendAsync(method, path, body, [])).EnsureSuccessStatusCode();
    }
}
