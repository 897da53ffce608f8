using System.Globalization;
using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.AccessLists;

/// <summary>Users, teams and integrations with random ties beside those of the fixture. <c>ACCESS_SEED</c> repeats a world.</summary>
internal sealed class RandomWorld : IAsyncDisposable
{
    public const string Heir = "heir";

    private readonly SharingFixture _server = new();
    private readonly Dictionary<string, HttpClient> _clients = [];

    private RandomWorld(int seed) => (Seed, Random) = (seed, new Random(seed));

    public int Seed { get; }

    public Random Random { get; }

    /// <summary>All users of the database.</summary>
    public IReadOnlyList<string> Users { get; private set; } = [];

    public static IReadOnlyList<string> Integrations { get; } = ["i0", "i1", "i2", "i3"];

    public static int FirstSeed =>
        int.TryParse(Environment.GetEnvironmentVariable("ACCESS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var set)
            ? set
            : Random.Shared.Next(1_000_000);

    public static async Task<RandomWorld> CreateAsync(int seed)
    {
        var world = new RandomWorld(seed);
        await world._server.InitializeAsync();
        // Each team has an admin who is not removed, so that it never loses its last one.
        await world._server.ExecuteAsync("""
            select setseed(@seed);
            insert into account_ids (id, kind)
            select p || i, 'user' from generate_series(0, 4) i, unnest(array['p', 'm']) p
            union all select id, 'user' from unnest(array['heir', 'keeper', 'root']) id;
            insert into principals (id, kind, name)
            select 'user:' || a.id, 'user', 'Name ' || a.id from account_ids a left join users u on u.id = a.id where u.id is null;
            insert into users (id, is_superuser, managed_by, created_at, updated_at)
            select a.id, a.id = 'root', case when a.id like 'm_' then 'p' || floor(random() * 3)::int end, now(), now()
            from account_ids a left join users u on u.id = a.id where u.id is null order by a.id desc;

            insert into team_ids (id) select 't' || i from generate_series(0, 3) i;
            insert into principals (id, kind, name) select 'team:t' || i, 'team', 'Team ' || i from generate_series(0, 3) i;
            insert into teams (id, created_at, updated_at) select 't' || i, now(), now() from generate_series(0, 3) i;
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select t.id, u.id, case when u.id = 'keeper' then 6 else 1 + floor(random() * 6) end, now(), now()
            from teams t cross join users u
            where t.id like 't_' and (u.id like 'p_' or u.id like 'm_' or u.id in ('root', 'keeper'))
              and (random() < 0.3 or u.id = 'keeper');

            insert into integration_names (name, integration_id)
            select n || i, 'i' || i from generate_series(0, 3) i, unnest(array['i', 's']) n;
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            select 'i' || i, 's' || i, 'Integration ' || i,
                   case when random() < 0.5 then 'user:' || (array['p', 'm'])[1 + floor(random() * 2)::int] || floor(random() * 5)
                        else 'team:t' || floor(random() * 4) end, now(), now()
            from generate_series(0, 3) i;
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select i.id, p.id, 1 + floor(random() * 4), 'root', now(), now()
            from integrations i cross join principals p
            where i.id like 'i_' and (p.id like 'user:p_' or p.id like 'user:m_' or p.id like 'team:t_' or p.id = 'user:root')
              and random() < case p.kind when 'team' then 0.5 else 0.25 end;
            """, new { seed = (seed % 1000) / 1000.0 });
        world.Users = await world._server.QueryAsync<string>("select id from users order by id");
        return world;
    }

    public HttpClient As(string user) => _clients.TryGetValue(user, out var client) ? client : _clients[user] = _server.As(user);

    /// <summary>Returns the access of a user as their own documents show it; null if they cannot read the integration.</summary>
    public async Task<string?> LevelAsync(string user, string integration)
    {
        using var response = await As(user).GetAsync($"/api/integrations/{integration}");
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        var document = await response.JsonAsync();
        if (document.GetProperty("ownerId").GetString() == $"user:{user}")
            return "owner";
        var owner = await As(user).DocumentAsync(document.Href("inf:integration-owner")!);
        return owner.Href("inf:transfer") is not null ? "3" : document.Href("inf:edit") is not null ? "2" : "1";
    }

    /// <summary>Returns the items of all pages.</summary>
    public async Task<IReadOnlyList<JsonElement>> PagesAsync(string reader, string path)
    {
        var items = new List<JsonElement>();
        for (var next = (string?)path; next is not null;)
        {
            var page = await As(reader).DocumentAsync(next);
            items.AddRange(page.Embedded("inf:access"));
            next = page.Href("next");
        }
        return items;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        return new(_server.DisposeAsync());
    }
}
