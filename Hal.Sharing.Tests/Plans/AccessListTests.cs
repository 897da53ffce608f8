using System.Diagnostics;
using System.Globalization;
using Hal.Sharing.Data.AccessLists;
using Hal.Sharing.Data.Statements;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Plans;

/// <summary>The cost of pages of who has access does not grow with the shares, nor with the members of teams.</summary>
public sealed class AccessListTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    private DataStack Data => _data!;

    [Fact]
    public async Task Pages_ReadNoMore_WithThreeTimesAsManyUsers()
    {
        await AddUsersAsync(1, 20_000);
        var before = await ReadAsync();
        await AddUsersAsync(20_001, 60_000);
        var after = await ReadAsync();

        foreach (var (read, blocks) in after)
            blocks.Should().BeLessThan(2 * before[read], read);
        after["shares after u0015000"].Should().BeLessThan(2 * after["shares after "], "a later page costs as much as the first one");
        after["teams after u0015000"].Should().BeLessThan(2 * after["teams after "]);
    }

    /// <summary>Prints times: a busy machine has others, so that no limit of a single time would hold.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task Pages_TakeMilliseconds(int users)
    {
        await AddUsersAsync(1, users);
        var queries = Data.Get<AccessListQueries>();
        foreach (var name in new[] { "shares", "teams" })
        {
            foreach (var after in new[] { "", "u0015000" })
            {
                var times = new List<double>();
                for (var i = 0; i < 50; i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    var list = await queries.ListAsync(new("reader"), name, null, new PageRequest(100, after), CancellationToken.None);
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    list!.Page.Rows.Should().HaveCount(100);
                }
                times.Sort();
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} of {users} users, after '{after}': median {times[25]:F1} ms, least {times[0]:F1} ms, most {times[^1]:F1} ms"));
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, long>> ReadAsync()
    {
        var blocks = new Dictionary<string, long>();
        foreach (var name in new[] { "shares", "teams" })
            foreach (var after in new[] { "", "u0015000" })
                blocks[$"{name} after {after}"] = await Data.BlocksAsync(
                    "AccessListQueries.ListSql", "reader", ("name", name), ("pattern", null), ("after", after), ("limit", 100));
        blocks["rare text"] = await Data.BlocksAsync(
            "AccessListQueries.ListSql", "reader", ("name", "shares"), ("pattern", "%u001500%"), ("after", ""), ("limit", 100));
        blocks["user"] = await Data.BlocksAsync(
            "AccessListQueries.UserListSql", "reader", ("id", "reader"), ("after", ""), ("limit", 100));
        blocks["reasons"] = await Data.BlocksAsync(
            "AccessListQueries.ExplainSql", "reader", ("name", "teams"), ("user", "u0015000"));
        return blocks;
    }

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind) select id, 'user' from unnest(array['owner', 'reader']) as id;
            insert into principals (id, kind, name) select 'user:' || id, 'user', id from account_ids;
            insert into users (id, created_at, updated_at) select id, now(), now() from account_ids;
            insert into team_ids (id) select format('t%s', i) from generate_series(0, 9) i;
            insert into principals (id, kind, name) select 'team:' || id, 'team', id from team_ids;
            insert into teams (id, created_at, updated_at) select id, now(), now() from team_ids;
            insert into memberships (team_id, user_id, role, created_at, updated_at) select id, 'owner', 6, now(), now() from team_ids;
            insert into integration_names (name, integration_id)
            select n, i from unnest(array['shares', 'teams']) i, unnest(array[i, 's' || i]) n;
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            select i, 's' || i, 'Name', 'user:owner', now(), now() from unnest(array['shares', 'teams']) i;
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select i, 'user:reader', 1, 'owner', now(), now() from unnest(array['shares', 'teams']) i
            union all select 'teams', 'team:' || id, 2, 'owner', now(), now() from teams;
            commit;
            """);
    }

    public async Task DisposeAsync()
    {
        await Data.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Adds users, each with a share of one integration and a membership that leads to the other.</summary>
    private async Task AddUsersAsync(int from, int to)
    {
        await Data.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind) select format('u%s', to_char(i, 'FM0000000')), 'user' from generate_series(@from, @to) i;
            insert into principals (id, kind, name)
            select format('user:u%s', to_char(i, 'FM0000000')), 'user', 'Name' from generate_series(@from, @to) i;
            insert into users (id, created_at, updated_at)
            select format('u%s', to_char(i, 'FM0000000')), now(), now() from generate_series(@from, @to) i;
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select format('t%s', i % 10), format('u%s', to_char(i, 'FM0000000')), 1, now(), now() from generate_series(@from, @to) i;
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select 'shares', format('user:u%s', to_char(i, 'FM0000000')), 1 + i % 3, 'owner', now(), now()
            from generate_series(@from, @to) i;
            commit;
            """, new { from, to });
        await Data.ExecuteAsync("vacuum analyze");
    }
}
