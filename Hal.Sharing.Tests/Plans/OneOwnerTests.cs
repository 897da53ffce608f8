using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Plans;

/// <summary>Statements have one plan for all values; it is good even if one principal owns or receives nearly everything.</summary>
public sealed class OneOwnerTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    private DataStack Data => _data!;

    [Fact]
    public async Task Lists_ReadNoMore_WhereOneUserOwnsEverything_AndOneTeamReceivesIt()
    {
        var before = await ReadAsync();
        await Data.ExecuteAsync("""
            update integrations set owner_id = 'user:import' where id > 'i0004';
            update shares set principal_id = 'team:all';
            """);
        await Data.ExecuteAsync("vacuum full integrations");
        await Data.ExecuteAsync("vacuum full shares");
        await Data.ExecuteAsync("vacuum analyze");
        var after = await ReadAsync();

        foreach (var (read, blocks) in after)
            blocks.Should().BeLessThan(2 * before[read], read);
    }

    [Fact]
    public async Task Team_CostsTheSame_HoweverMuchItOwns()
    {
        var poor = await TeamAsync("outsider");
        var admins = await TeamAsync("lead");
        await Data.ExecuteAsync("update integrations set owner_id = 'team:all'");
        await Data.ExecuteAsync("vacuum full integrations");
        await Data.ExecuteAsync("vacuum analyze");

        (await TeamAsync("outsider")).Should().Be(poor, "the time would reveal what the team owns");
        (await TeamAsync("lead")).Should().BeLessThan(2 * admins);
        (await Data.BlocksAsync("TeamQueries.ListSql", "outsider", ("after", ""), ("limit", 100), ("fetch", 101)))
            .Should().BeLessThan(2 * poor);
    }

    private Task<long> TeamAsync(string caller) => Data.BlocksAsync("TeamQueries.GetSql", caller, ("id", "all"));

    private async Task<IReadOnlyDictionary<string, long>> ReadAsync() => new Dictionary<string, long>
    {
        ["users for a superuser"] = await Data.BlocksAsync("UserQueries.ListSql", "root", ("after", ""), ("limit", 100)),
        ["users for an outsider"] = await Data.BlocksAsync("UserQueries.ListSql", "outsider", ("after", ""), ("limit", 100)),
        ["principals for an outsider"] = await Data.BlocksAsync(
            "PrincipalQueries.SearchSql", "outsider",
            ("pattern", "%u00%"), ("from", "team:"), ("to", "user;"), ("after", ""), ("limit", 100)),
        ["a hidden user"] = await Data.BlocksAsync("UserQueries.GetSql", "outsider", ("id", "m0150")),
        ["integrations of a user without any"] =
            await Data.BlocksAsync("IntegrationQueries.ListSql", "outsider", ("reach", ""), ("after", ""), ("limit", 100)),
        ["what prevents a deletion"] = await Data.BlocksAsync("AccountTies.GetSql", "root", ("id", "u0150")),
    };

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind) select id, 'user' from unnest(array['import', 'lead', 'outsider', 'root', 'boss']) as id;
            insert into account_ids (id, kind)
            select p || to_char(i, 'FM0000'), 'user' from generate_series(1, 300) i, unnest(array['u', 'm']) p;
            insert into principals (id, kind, name) select 'user:' || id, 'user', id from account_ids;
            insert into users (id, is_superuser, managed_by, created_at, updated_at)
            select id, id = 'root', case when id like 'm%' then 'boss' end, now(), now() from account_ids;
            insert into team_ids (id) values ('all');
            insert into principals (id, kind, name) values ('team:all', 'team', 'All');
            insert into teams (id, created_at, updated_at) values ('all', now(), now());
            insert into memberships (team_id, user_id, role, created_at, updated_at) values ('all', 'lead', 6, now(), now());
            insert into integration_names (name, integration_id)
            select n || to_char(i, 'FM0000'), 'i' || to_char(i, 'FM0000') from generate_series(1, 4000) i, unnest(array['i', 's']) n;
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            select 'i' || to_char(i, 'FM0000'), 's' || to_char(i, 'FM0000'), 'Name', 'user:u' || to_char(1 + i % 300, 'FM0000'),
                   now(), now()
            from generate_series(1, 4000) i;
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select i.id, 'user:u' || to_char(1 + (substr(i.id, 2)::int * 7) % 300, 'FM0000'), 1, 'root', now(), now() from integrations i;
            commit;
            """);
        await Data.ExecuteAsync("vacuum analyze");
    }

    public async Task DisposeAsync()
    {
        await Data.DisposeAsync();
        await _database.DisposeAsync();
    }
}
