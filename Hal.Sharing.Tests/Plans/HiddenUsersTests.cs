using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Plans;

/// <summary>The cost of lists and searches does not grow with the managed users, whether a caller sees none of them or all.</summary>
public sealed class HiddenUsersTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    private DataStack Data => _data!;

    [Fact]
    public async Task ListsAndSearches_ReadNoMore_WithFourTimesAsManyManagedUsers()
    {
        await AddManagedUsersAsync(1, 15_000);
        var before = await ReadAsync();

        await AddManagedUsersAsync(15_001, 60_000);
        var after = await ReadAsync();

        foreach (var (read, blocks) in after)
            blocks.Should().BeLessThan(2 * before[read], read);
    }

    private async Task<IReadOnlyDictionary<string, long>> ReadAsync()
    {
        var blocks = new Dictionary<string, long>();
        foreach (var caller in new[] { "outsider", "member", "boss", "root" })
        {
            foreach (var after in new[] { "", "m07000" })
            {
                var principal = after.Length == 0 ? "" : $"user:{after}";
                blocks[$"users after '{after}' for {caller}"] =
                    await Data.BlocksAsync("UserQueries.ListSql", caller, ("after", after), ("limit", 100));
                blocks[$"principals after '{after}' for {caller}"] = await Data.BlocksAsync(
                    "PrincipalQueries.ListSql", caller, ("from", "team:"), ("to", "user;"), ("after", principal), ("limit", 100));
            }
            // A name that all users have, parts of the IDs of hidden users, one letter, and a text without any match.
            string[] patterns = caller is "outsider" or "member"
                ? ["%person%", "%m0%", "%m00%", "%n%", "%zebra%"]
                : ["%person%", "%zebra%"];
            foreach (var pattern in patterns)
            {
                blocks[$"users like {pattern} for {caller}"] =
                    await Data.BlocksAsync("UserQueries.SearchSql", caller, ("pattern", pattern), ("after", ""), ("limit", 100));
                blocks[$"principals like {pattern} for {caller}"] = await Data.BlocksAsync(
                    "PrincipalQueries.SearchSql", caller,
                    ("pattern", pattern), ("from", "team:"), ("to", "user;"), ("after", ""), ("limit", 100));
            }
        }
        return blocks;
    }

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind) select id, 'user' from unnest(array['outsider', 'member', 'boss', 'root']) as id;
            insert into account_ids (id, kind) select format('u%s', to_char(i, 'FM0000')), 'user' from generate_series(1, 300) i;
            insert into principals (id, kind, name) select 'user:' || id, 'user', 'Person ' || id from account_ids;
            insert into users (id, is_superuser, created_at, updated_at) select id, id = 'root', now(), now() from account_ids;
            insert into team_ids (id) values ('crew');
            insert into principals (id, kind, name) values ('team:crew', 'team', 'Crew');
            insert into teams (id, created_at, updated_at) values ('crew', now(), now());
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select 'crew', id, case id when 'member' then 6 else 1 end, now(), now()
            from users where id = 'member' or (id < 'u0020' and id > 'u0000');
            commit;
            """);
    }

    public async Task DisposeAsync()
    {
        await Data.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task AddManagedUsersAsync(int from, int to)
    {
        await Data.ExecuteAsync("""
            insert into account_ids (id, kind) select format('m%s', to_char(i, 'FM00000')), 'user' from generate_series(@from, @to) i;
            insert into principals (id, kind, name)
            select format('user:m%s', to_char(i, 'FM00000')), 'user', format('Person m%s', to_char(i, 'FM00000'))
            from generate_series(@from, @to) i;
            insert into users (id, managed_by, created_at, updated_at)
            select format('m%s', to_char(i, 'FM00000')), 'boss', now(), now() from generate_series(@from, @to) i;
            """, new { from, to });
        await Data.ExecuteAsync(
            "insert into memberships (team_id, user_id, role, created_at, updated_at) values ('crew', @id, 1, now(), now())",
            new { id = $"m{from:00000}" });
        await Data.ExecuteAsync("vacuum analyze");
    }
}
