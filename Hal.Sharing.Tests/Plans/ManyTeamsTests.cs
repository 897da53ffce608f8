using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Plans;

/// <summary>The cost of reading integrations does not grow with the teams that a user is added to.</summary>
public sealed class ManyTeamsTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    private DataStack Data => _data!;

    [Theory]
    [InlineData("member")]
    [InlineData("root")]
    public async Task SingleReads_CostTheSame_InThousandsOfTeams(string caller)
    {
        var before = await ReadAsync(caller);
        await JoinAsync(caller, 3000);
        var after = await ReadAsync(caller);

        foreach (var (read, blocks) in after)
            blocks.Should().BeLessThan(3 * before[read], read);
    }

    [Fact]
    public async Task ListOfASuperuser_CostsTheSame_InThousandsOfTeams()
    {
        var before = await ListAsync("root", 100);
        await JoinAsync("root", 3000);

        (await ListAsync("root", 100)).Should().BeLessThan(3 * before);
    }

    [Fact]
    public async Task ListOfAMember_ReadsTeamsOnce_NotForEachIntegration()
    {
        await JoinAsync("member", 3000);

        (await ListAsync("member", 100)).Should().BeLessThan(2 * await ListAsync("member", 1));
    }

    [Theory]
    [InlineData("few", 3)]
    [InlineData("some", 30)]
    public async Task IntegrationSharedWithManyTeams_CostsByTheCallersTeams(string caller, int teams)
    {
        await JoinAsync(caller, teams);
        await Data.ExecuteAsync("""
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select 'i001', 'team:' || t.id, 1, 'root', now(), now() from teams t where t.id > 't0900' on conflict do nothing
            """);
        await Data.ExecuteAsync("vacuum analyze");

        (await Data.BlocksAsync("IntegrationQueries.GetSql", caller, ("name", "i001")))
            .Should().BeLessThan(50 + (5 * teams), "2,000 team shares are not read");
    }

    private async Task<IReadOnlyDictionary<string, long>> ReadAsync(string caller) => new Dictionary<string, long>
    {
        ["integration"] = await Data.BlocksAsync("IntegrationQueries.GetSql", caller, ("name", "i001")),
        ["share"] = await Data.BlocksAsync("ShareQueries.GetSql", caller, ("name", "i001"), ("principal", "user:member")),
        ["shares"] = await Data.BlocksAsync(
            "ShareQueries.ListSql", caller,
            ("name", "i001"), ("after", ""), ("limit", 1000), ("fetch", 1001)),
        ["owner"] = await Data.BlocksAsync("OwnershipQueries.GetSql", caller, ("name", "i001")),
    };

    private Task<long> ListAsync(string caller, int limit) =>
        Data.BlocksAsync("IntegrationQueries.ListSql", caller, ("reach", ""), ("after", ""), ("limit", limit));

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind)
            select id, 'user' from unnest(array['creator', 'member', 'root', 'owner', 'few', 'some']) as id;
            insert into principals (id, kind, name) select 'user:' || id, 'user', id from account_ids;
            insert into users (id, is_superuser, created_at, updated_at) select id, id = 'root', now(), now() from account_ids;
            insert into team_ids (id) select format('t%s', to_char(i, 'FM0000')) from generate_series(1, 3000) i;
            insert into principals (id, kind, name) select 'team:' || id, 'team', id from team_ids;
            insert into teams (id, created_at, updated_at) select id, now(), now() from team_ids;
            insert into memberships (team_id, user_id, role, created_at, updated_at) select id, 'creator', 6, now(), now() from team_ids;
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select t.id, u.id, 1, now(), now() from team_ids t cross join users u where t.id < 't0004' and u.id in ('member', 'root');
            insert into integration_names (name, integration_id)
            select n || to_char(i, 'FM000'), 'i' || to_char(i, 'FM000') from generate_series(1, 200) i, unnest(array['i', 's']) n;
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            select 'i' || to_char(i, 'FM000'), 's' || to_char(i, 'FM000'), 'Name', 'user:owner', now(), now()
            from generate_series(1, 200) i;
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select i.id, p.id, 1, 'owner', now(), now() from integrations i cross join unnest(array['team:t0001', 'user:member']) as p (id);
            commit;
            """);
        await Data.ExecuteAsync("vacuum analyze");
    }

    public async Task DisposeAsync()
    {
        await Data.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task JoinAsync(string user, int teams)
    {
        await Data.ExecuteAsync("""
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select id, @user, 1, now(), now() from teams order by id desc limit @teams on conflict do nothing
            """, new { user, teams });
        await Data.ExecuteAsync("vacuum analyze");
    }
}
