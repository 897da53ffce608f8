using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Plans;

/// <summary>
/// Lists of a caller who reaches much, or is in a team with everyone, cost no more if managed users have many shares or the team has many
/// members: the managed users that the caller sees are found from the smaller side, once for a statement.
/// </summary>
public sealed class SharedUsersTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    private DataStack Data => _data!;

    [Fact]
    public async Task ListOfAnOwner_ReadsNoMore_WithFourTimesAsManyManagedUsersWhoHaveManyShares()
    {
        await AddManagedUsersAsync(1, 20);
        var before = await ReadAsync("owner");

        await AddManagedUsersAsync(21, 80);

        (await ReadAsync("owner")).Should().BeLessThan(2 * before);
    }

    [Fact]
    public async Task ListOfAMember_ReadsNoMore_WithFourTimesAsManyMembers()
    {
        await AddManagedUsersAsync(1, 120);
        await AddMembersAsync(1, 2_000);
        var before = await ReadAsync("w00001");

        await AddMembersAsync(2_001, 8_000);

        (await ReadAsync("w00001")).Should().BeLessThan(2 * before);
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("w00001")]
    public async Task SearchOfTeams_ReadsNoManagedUsers(string caller)
    {
        await AddMembersAsync(1, 2_000);
        var before = await SearchTeamsAsync(caller);

        await AddManagedUsersAsync(1, 80);

        (await SearchTeamsAsync(caller)).Should().BeLessThan(before + 20);
    }

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind) select id, 'user' from unnest(array['owner', 'other', 'boss']) as id;
            insert into principals (id, kind, name) select 'user:' || id, 'user', id from account_ids;
            insert into users (id, created_at, updated_at) select id, now(), now() from account_ids;
            insert into team_ids (id) values ('everyone');
            insert into principals (id, kind, name) values ('team:everyone', 'team', 'Everyone');
            insert into teams (id, created_at, updated_at) values ('everyone', now(), now());
            insert into memberships (team_id, user_id, role, created_at, updated_at) values ('everyone', 'boss', 6, now(), now());
            insert into integration_names (name, integration_id) select 'i' || i, 'i' || i from generate_series(1, 2400) i;
            insert into integration_names (name, integration_id) select 's' || i, 'i' || i from generate_series(1, 2400) i;
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            select 'i' || i, 's' || i, 'x', case when i > 400 then 'user:owner' else 'user:other' end, now(), now()
            from generate_series(1, 2400) i;
            commit;
            """);
    }

    public async Task DisposeAsync()
    {
        await Data.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task<long> ReadAsync(string caller) =>
        Data.BlocksAsync("PrincipalQueries.ListSql", caller, ("from", "team:"), ("to", "user;"), ("after", ""), ("limit", 100));

    private Task<long> SearchTeamsAsync(string caller) =>
        Data.BlocksAsync(
            "PrincipalQueries.SearchSql", caller,
            ("pattern", "%every%"), ("from", "team:"), ("to", "team;"), ("after", ""), ("limit", 100));

    /// <summary>Each has 150 shares, of integrations of another user.</summary>
    private async Task AddManagedUsersAsync(int from, int to)
    {
        await AddUsersAsync("m", "boss", from, to);
        await Data.ExecuteAsync("""
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select 'i' || ((u + s) % 400 + 1), format('user:m%s', to_char(u, 'FM00000')), 1, 'other', now(), now()
            from generate_series(@from, @to) u, generate_series(1, 150) s
            """, new { from, to });
        await Data.ExecuteAsync("vacuum analyze");
    }

    private async Task AddMembersAsync(int from, int to)
    {
        await AddUsersAsync("w", null, from, to);
        await Data.ExecuteAsync("""
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select 'everyone', format('w%s', to_char(i, 'FM00000')), 1, now(), now() from generate_series(@from, @to) i
            """, new { from, to });
        await Data.ExecuteAsync("vacuum analyze");
    }

    private Task AddUsersAsync(string prefix, string? party, int from, int to) => Data.ExecuteAsync("""
        insert into account_ids (id, kind) select @prefix || to_char(i, 'FM00000'), 'user' from generate_series(@from, @to) i;
        insert into principals (id, kind, name)
        select 'user:' || @prefix || to_char(i, 'FM00000'), 'user', @prefix || i from generate_series(@from, @to) i;
        insert into users (id, managed_by, created_at, updated_at)
        select @prefix || to_char(i, 'FM00000'), @party, now(), now() from generate_series(@from, @to) i;
        """, new { prefix, party, from, to });
}
