using Hal.Sharing.Data.History;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.History;

/// <summary>
/// A world of users, managed users, teams and integrations, and random requests of all of them: most are made by a superuser, so that
/// many succeed. The same in every run. What existed before the first request is not in the record.
/// </summary>
public sealed class RandomChanges : IAsyncLifetime
{
    private const string WorldSql = """
        insert into account_ids (id, kind) select id, 'user' from unnest(@users) as id union all select 'app', 'client';
        insert into clients (id, name, secret_hash, created_at, updated_at) values ('app', 'App', '\x00', @Past, @Past);
        insert into principals (id, kind, name) select 'user:' || id, 'user', 'Name of ' || id from unnest(@users) as id;
        insert into users (id, is_superuser, managed_by, created_at, updated_at)
        select id, id = 'root', case when id like 'kid%' then 'boss' when id like 'bot%' then 'app' end, @Past, @Past
        from unnest(@users) as id;
        insert into team_ids (id) values ('crew'), ('club');
        insert into principals (id, kind, name) values ('team:crew', 'team', 'Crew'), ('team:club', 'team', 'Club');
        insert into teams (id, created_at, updated_at) select id, @Past, @Past from unnest(array['crew', 'club']) as id;
        insert into memberships (team_id, user_id, role, created_at, updated_at)
        select team_id, user_id, role, @Past, @Past
        from (values ('crew', 'lead', 6), ('crew', 'member', 1), ('crew', 'wizard', 4), ('crew', 'former', 3), ('crew', 'kid1', 1),
                     ('club', 'boss', 6), ('club', 'member', 5), ('club', 'bot1', 2)) as m (team_id, user_id, role);
        insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
        values ('kid2', 'crew', array['data:read'], @Past, @Past);
        """;

    private readonly List<string> _integrations = [];
    private readonly List<string> _teams = ["crew", "club"];
    private Random _random = new(17);

    /// <summary>Everyone who exists at the start.</summary>
    public static IReadOnlyList<string> Users { get; } =
    [
        "root", "keeper", "lead", "member", "wizard", "former", "viewer", "editor", "sharer", "outsider1", "boss",
        "kid1", "kid2", "kid3", "kid4", "bot1", "bot2", "leaver1", "leaver2",
    ];

    public SharingFixture Stage { get; } = new();

    /// <summary>The server's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The state before the first request.</summary>
    public TableState Start { get; private set; } = null!;

    public ChangeCipher Cipher { get; private set; } = null!;

    /// <summary>Sends requests, and calls back after each with what it was and its status.</summary>
    public async Task RunAsync(int requests, Func<string, int, Task>? after = null)
    {
        for (var i = 0; i < requests; i++)
        {
            var (authorization, method, path, body) = Next();
            using var answer = await Client.SendAsync(authorization, method, path, body);
            var status = (int)answer.StatusCode;
            status.Should().BeLessThan(500, "{0} {1} {2}", method, path, body);
            if (status == 201 && method == "POST" && path is "/api/integrations" or "/api/teams")
                (path == "/api/teams" ? _teams : _integrations).Add((await answer.JsonAsync()).GetProperty("id").GetString()!);
            if (after is not null)
                await after($"{method} {path} {body}", status);
        }
    }

    public static string Bearer(string user) => $"Bearer {TestIssuer.BuiltIn.Token(user)}";

    public async Task InitializeAsync()
    {
        await Stage.InitializeAsync();
        Client = Stage.Anonymous(
            services => services.AddSingleton(Clock), ("Limits:Enabled", "false"));
        await Stage.ExecuteAsync(WorldSql, new { users = Users.ToArray(), SharingFixture.Past });
        foreach (var (id, owner) in new[] { ("one", "user:keeper"), ("two", "team:crew"), ("three", "user:kid1"), ("four", "user:boss") })
        {
            await Stage.AddIntegrationAsync(id, owner, [("user:viewer", 1), ("user:editor", 2), ("user:sharer", 3), ("user:kid4", 1)]);
            _integrations.Add(id);
        }
        Cipher = new(await Stage.ScalarAsync<byte[]>("select key from change_key"));
        Start = await TableState.ReadAsync(Stage);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Stage.DisposeAsync();
    }

    private (string Authorization, string Method, string Path, string? Body) Next()
    {
        var (user, other, integration, team) = (Any(Users), Any(Users), Any(_integrations), Any(_teams));
        var by = Bearer(_random.Next(10) < 7 ? "root" : user);
        var principal = _random.Next(3) == 0 ? $"team:{team}" : $"user:{other}";
        return _random.Next(24) switch
        {
            < 5 => (by, "PUT", $"/api/integrations/{integration}/shares/{principal}", $$"""{"accessLevel": {{_random.Next(1, 5)}}}"""),
            < 8 => (by, "DELETE", $"/api/integrations/{integration}/shares/{principal}", null),
            < 11 => (by, "PUT", $"/api/integrations/{integration}/owner", $$"""{"principalId": "{{principal}}"}"""),
            11 => (by, "PUT", $"/api/integrations/{integration}", $$"""{"name": "Name {{_random.Next(4)}}"}"""),
            12 => (Bearer(user), "POST", "/api/integrations", """{"name": "Made"}"""),
            13 when _random.Next(3) == 0 => (by, "DELETE", $"/api/integrations/{integration}", null),
            14 or 15 => (by, "POST", $"/api/teams/{team}/members", $$"""{"userId": "{{other}}", "role": "{{Role()}}"}"""),
            16 => (by, "PUT", $"/api/teams/{team}/members/{other}", $$"""{"role": "{{Role()}}"}"""),
            17 or 18 => (by, "DELETE", $"/api/teams/{team}/members/{other}", null),
            19 when _random.Next(2) == 0 => (Bearer(user), "POST", "/api/teams", """{"name": "Made"}"""),
            20 when _random.Next(3) == 0 => (by, "DELETE", $"/api/teams/{team}", null),
            // A managing party releases the user if the body does not say that it manages them.
            21 when other != "root" => (
                Bearer(_random.Next(8) == 0 ? "boss" : other), "PUT", $"/api/users/{other}",
                $$"""{"displayName": "Name {{_random.Next(3)}}"}"""),
            22 when _random.Next(2) == 0 =>
                (Bearer("root"), "DELETE", $"/api/users/{Any(["leaver1", "leaver2", "kid3", "bot2", "former"])}", null),
            23 when Any(["kid1", "kid2"]) is var kid => (
                $"Bearer {TestTokens.ByParty(kid, "boss")}", _random.Next(3) == 0 ? "DELETE" : "POST",
                $"/api/v1/teams/{team}/authorize", $$"""{"scopes": ["{{Any(["data:read", "data:write"])}}"]}"""),
            _ => (by, "PUT", $"/api/teams/{team}", $$"""{"name": "Name {{_random.Next(3)}}"}"""),
        };
    }

    private string Role() => Any(["member", "designer", "dataWizard", "publisher", "admin"]);

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
