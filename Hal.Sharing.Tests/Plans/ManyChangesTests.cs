using System.Diagnostics;
using Hal.Sharing.Data.History;
using Hal.Sharing.Data.Statements;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Plans;

/// <summary>The first page of a history costs the same, however many changes there are: of others, and of the same subject.</summary>
public sealed class ManyChangesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const long Newest = long.MaxValue;
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    private DataStack Data => _data!;

    [Fact]
    public async Task FirstPages_ReadNoMore_WithEightTimesAsManyChanges()
    {
        await AddChangesAsync(1, 10_000);
        var before = await ReadAsync();

        await AddChangesAsync(10_001, 80_000);

        foreach (var (read, blocks) in await ReadAsync())
            blocks.Should().BeLessThan((2 * before[read]) + 50, read);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task FirstPages_OfAMillionChanges_TakeTenMilliseconds()
    {
        await AddChangesAsync(1, 1_000_000);
        var histories = Data.Get<HistoryQueries>();
        var own = Data.Get<OwnHistoryQueries>();
        var first = (await histories.PositionAsync(new PageRequest(100), default))!;
        var slow = new List<string>();
        foreach (var (name, read) in new (string, Func<Task>)[]
        {
            ("all", () => histories.AllAsync(new("root"), first, default)),
            ("busy integration", () => histories.OfIntegrationAsync(new("reader"), "busy", first, default)),
            ("integration", () => histories.OfIntegrationAsync(new("u5"), "i5", first, default)),
            ("team", () => histories.OfTeamAsync(new("root"), "t1", first, default)),
            ("user with many changes", () => own.OfCallerAsync(new("reader"), first, default)),
            ("user with few changes", () => own.OfCallerAsync(new("u77"), first, default)),
        })
        {
            for (var i = 0; i < 20; i++)
                await read();
            var times = new List<double>();
            for (var i = 0; i < 200; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await read();
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            times.Sort();
            output.WriteLine($"{name}: p50 {times[100]:0.00} ms, p99 {times[197]:0.00} ms");
            if (times[100] > 10)
                slow.Add(name);
        }
        slow.Should().BeEmpty();
    }

    private async Task<IReadOnlyDictionary<string, long>> ReadAsync()
    {
        (string, object?) after = ("after", Newest), limit = ("limit", 100), fetch = ("fetch", 101);
        return new Dictionary<string, long>
        {
            ["all"] = await Data.BlocksAsync("HistoryQueries.AllSql", "root", after, limit, fetch),
            ["all, for others"] = await Data.BlocksAsync("HistoryQueries.AllSql", "reader", after, limit, fetch),
            ["integration"] = await Data.BlocksAsync("HistoryQueries.OfIntegrationSql", "reader", ("name", "busy"), after, limit, fetch),
            ["hidden integration"] = await Data.BlocksAsync("HistoryQueries.OfIntegrationSql", "u7", ("name", "busy"), after, limit, fetch),
            ["team"] = await Data.BlocksAsync("HistoryQueries.OfTeamSql", "root", ("id", "t1"), after, limit, fetch),
            ["own"] = await Data.BlocksAsync("OwnHistoryQueries.OfCallerSql", "reader", after, limit, fetch),
            ["own, in the middle"] = await Data.BlocksAsync("OwnHistoryQueries.OfCallerSql", "reader", ("after", 5_000L), limit, fetch),
        };
    }

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind) select id, 'user' from unnest(array['root', 'reader']) as id;
            insert into account_ids (id, kind) select format('u%s', i), 'user' from generate_series(1, 1000) i;
            insert into principals (id, kind, name) select 'user:' || id, 'user', id from account_ids;
            insert into users (id, is_superuser, created_at, updated_at) select id, id = 'root', now(), now() from account_ids;
            insert into team_ids (id) select format('t%s', i) from generate_series(1, 20) i;
            insert into principals (id, kind, name) select 'team:' || id, 'team', id from team_ids;
            insert into teams (id, created_at, updated_at) select id, now(), now() from team_ids;
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select t.id, u.id, case u.id when 'root' then 6 else 1 end, now(), now()
            from team_ids t cross join users u where u.id = 'root' or (u.id = 'reader' and t.id < 't15');
            insert into integration_names (name, integration_id)
            select n.name, 'i' || i from generate_series(1, 1000) i cross join lateral (values ('i' || i), ('s' || i)) n (name)
            union all select n, 'busy' from unnest(array['busy', 'busy-slug']) n;
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            select 'i' || i, 's' || i, 'Name', 'user:u' || i, now(), now() from generate_series(1, 1000) i
            union all select 'busy', 'busy-slug', 'Busy', 'user:root', now(), now();
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            values ('busy', 'user:reader', 1, 'root', now(), now());
            commit;
            """);
    }

    public async Task DisposeAsync()
    {
        await Data.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>A fifth is of one integration, a fifth of shares with a user or teams, a fifth of one team, the rest of many.</summary>
    private async Task AddChangesAsync(int from, int to)
    {
        await Data.ExecuteAsync("""
            insert into changes (at, user_id, action, subject, before, after)
            select now(), 'root', case when i % 5 = 2 then 'membership.put' else 'share.put' end,
                   case i % 5 when 0 then 'share:busy/user:u' || 1 + i % 1000
                              when 1 then 'share:i' || 1 + i % 1000
                                          || case when i % 2 = 0 then '/user:reader' else '/team:t' || 1 + i % 20 end
                              when 2 then 'membership:t1/u' || 1 + i % 1000
                              else 'share:i' || 1 + i % 1000 || '/user:u' || 1 + i * 7 % 1000 end,
                   case when i % 5 = 2 then '{"role": 1}'::jsonb else '{"accessLevel": 1}' end,
                   case when i % 5 = 2 then '{"role": 2}'::jsonb else '{"accessLevel": 2}' end
            from generate_series(@from, @to) i
            """, new { from, to });
        await Data.ExecuteAsync("vacuum analyze");
    }
}
