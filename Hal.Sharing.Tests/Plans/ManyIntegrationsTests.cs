using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Plans;

/// <summary>
/// Pages cost the same, however many more integrations than are counted the caller reaches. Here, 100 rows are counted: the method is that
/// of 10,000, with less data.
/// </summary>
public sealed class ManyIntegrationsTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    private DataStack Data => _data!;

    [Fact]
    public async Task Pages_ReadNoMore_WithEightTimesAsManyIntegrations()
    {
        await AddIntegrationsAsync(1, 1_000);
        var before = await ReadAsync();

        await AddIntegrationsAsync(1_001, 8_000);

        foreach (var (read, blocks) in await ReadAsync())
            blocks.Should().BeLessThan(2 * before[read], read);
    }

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            create or replace function counted_rows() returns integer language sql immutable as $$ select 101 $$;
            begin;
            insert into account_ids (id, kind) select id, 'user' from unnest(array['creator', 'member', 'receiver', 'owner']) as id;
            insert into principals (id, kind, name) select 'user:' || id, 'user', id from account_ids;
            insert into users (id, created_at, updated_at) select id, now(), now() from account_ids;
            insert into account_ids (id, kind)
            select format('%s%s', kind, i), 'user' from generate_series(1, 200) i cross join unnest(array['u', 'm']) kind
            where kind = 'u' or i < 6;
            insert into principals (id, kind, name) select 'user:' || id, 'user', id from account_ids where id ~ '\d';
            insert into users (id, managed_by, created_at, updated_at)
            select id, case when id like 'm%' then 'creator' end, now(), now() from account_ids where id ~ '\d';
            insert into team_ids (id) select format('t%s', i) from generate_series(1, 50) i;
            insert into principals (id, kind, name) select 'team:' || id, 'team', id from team_ids;
            insert into teams (id, created_at, updated_at) select id, now(), now() from team_ids;
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select t.id, u.id, case u.id when 'creator' then 6 else 1 end, now(), now()
            from team_ids t cross join users u where u.id in ('creator', 'member') or (u.id = 'receiver' and t.id = 't1');
            commit;
            """);
    }

    public async Task DisposeAsync()
    {
        await Data.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>The member reaches all of them, by teams that own or receive. The receiver is in one team, which receives all.</summary>
    private async Task AddIntegrationsAsync(int from, int to)
    {
        await Data.ExecuteAsync("""
            insert into integration_names (name, integration_id)
            select n || to_char(i, 'FM00000'), 'i' || to_char(i, 'FM00000') from generate_series(@from, @to) i, unnest(array['i', 's']) n;
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            select 'i' || to_char(i, 'FM00000'), 's' || to_char(i, 'FM00000'), 'Name',
                   case when i % 2 = 0 then 'user:owner' else 'team:t' || 1 + i % 50 end, now(), now()
            from generate_series(@from, @to) i;
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select 'i' || to_char(i, 'FM00000'), 'team:t' || 1 + (i / 2 + k) % 50, 1, 'owner', now(), now()
            from generate_series(@from, @to) i, generate_series(1, 2) k
            union
            select 'i' || to_char(i, 'FM00000'), 'team:t1', 1, 'owner', now(), now()
            from generate_series(@from, @to) i
            """, new { from, to });
        await Data.ExecuteAsync("vacuum analyze");
    }

    private async Task<IReadOnlyDictionary<string, long>> ReadAsync()
    {
        var blocks = new Dictionary<string, long>();
        foreach (var after in new[] { "", "u100" })
            blocks[$"users after '{after}'"] = await Data.BlocksAsync("UserQueries.ListSql", "member", ("after", after), ("limit", 20));
        foreach (var caller in new[] { "member", "receiver" })
            foreach (var reach in new[] { "", "owned", "shared" })
                foreach (var after in new[] { "", "i00500" })
                {
                    if ((caller, reach) == ("receiver", "owned"))
                        continue;
                    blocks[$"'{reach}' of {caller} after '{after}'"] = await Data.BlocksAsync(
                        "IntegrationQueries.ListSql", caller, ("reach", reach), ("after", after), ("limit", 20));
                }
        return blocks;
    }
}
