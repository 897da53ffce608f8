using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Plans;

/// <summary>
/// A page of a past state costs the same, whether the integration has a few past states or a hundred thousand: of one principal, of
/// principals who had a share at other times only, or of owners.
/// </summary>
public sealed class PastStatesTests : IAsyncLifetime
{
    private const string At = "2026-01-02T00:00:00Z";

    private readonly TestDatabase _database = new();
    private DataStack? _data;

    private DataStack Data => _data!;

    [Theory]
    [InlineData("one principal", "'user:a'")]
    [InlineData("as many principals", "'user:p' || to_char(n, 'FM000000')")]
    public async Task PastShares_ReadNoMore_WithAHundredThousandStates(string states, string principal)
    {
        await AddSharesAsync("'user:p' || to_char(n, 'FM000000')", 200);
        var (list, one, owner) = (await ListAsync(), await ShareAsync(), await OwnerAsync());

        await AddSharesAsync(principal, 100_000);

        (await ListAsync()).Should().BeLessThan(2 * list + 100, states);
        (await ShareAsync()).Should().BeLessThan(2 * one, states);
        (await OwnerAsync()).Should().BeLessThan(2 * owner, states);
    }

    [Theory]
    [InlineData("one member", "'m'")]
    [InlineData("as many members", "'m' || to_char(n, 'FM000000')")]
    public async Task PastAccess_ReadsNoMore_WithAHundredThousandStates(string states, string user)
    {
        await AddMembershipsAsync("'m' || to_char(n, 'FM000000')", 200);
        var (list, one) = (await AccessListAsync(), await AccessAsync());

        await AddMembershipsAsync(user, 100_000);

        (await AccessListAsync()).Should().BeLessThan(2 * list + 100, states);
        (await AccessAsync()).Should().BeLessThan(2 * one, states);
    }

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind) values ('root', 'user');
            insert into principals (id, kind, name) values ('user:root', 'user', 'Root');
            insert into users (id, is_superuser, created_at, updated_at) values ('root', true, now(), now());
            insert into integration_names (name, integration_id) values ('one', 'one');
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            values ('one', 'one', 'One', 'user:root', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
            insert into past_owners (integration_id, owner_id, valid_from, valid_to)
            select 'one', 'user:a', t, t + interval '1 ms' from generate_series(0, 99999) n,
                   lateral (select timestamptz '2026-01-01T00:00:00Z' + n * interval '1 ms') as time (t);
            insert into past_shares (integration_id, principal_id, access_level, granted_by, created_at, valid_from, valid_to)
            values ('one', 'team:crew', 1, 'root', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z');
            commit;
            """);
    }

    public async Task DisposeAsync()
    {
        await Data.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task AddSharesAsync(string principal, int count)
    {
        await Data.ExecuteAsync($"""
            insert into past_shares (integration_id, principal_id, access_level, granted_by, created_at, valid_from, valid_to)
            select 'one', {principal}, 1, 'root', t, t, t + interval '1 ms' from generate_series(1, {count}) n,
                   lateral (select timestamptz '2026-02-01T00:00:00Z' + n * interval '1 ms') as time (t)
            """);
        await Data.ExecuteAsync("vacuum analyze");
    }

    private async Task AddMembershipsAsync(string user, int count)
    {
        await Data.ExecuteAsync($"""
            insert into past_memberships (team_id, user_id, role, valid_from, valid_to)
            select 'crew', {user}, 1, t, t + interval '1 ms' from generate_series(1, {count}) n,
                   lateral (select timestamptz '2026-02-01T00:00:00Z' + n * interval '1 ms') as time (t)
            """);
        await Data.ExecuteAsync("vacuum analyze");
    }

    private Task<long> AccessListAsync() => Data.BlocksAsync(
        "PastAccessQueries.ListSql", "root", ("name", "one"), ("at", At), ("pattern", null), ("after", ""), ("limit", 100));

    private Task<long> AccessAsync() =>
        Data.BlocksAsync("PastAccessQueries.ExplainSql", "root", ("name", "one"), ("at", At), ("user", "m000100"));

    private Task<long> ListAsync() => Data.BlocksAsync(
        "PastShareQueries.ListSql", "root", ("name", "one"), ("at", At), ("after", ""), ("limit", 100), ("fetch", 101));

    private Task<long> ShareAsync() =>
        Data.BlocksAsync("PastShareQueries.GetSql", "root", ("name", "one"), ("at", At), ("principal", "user:p000100"));

    private Task<long> OwnerAsync() => Data.BlocksAsync("PastOwnerQueries.GetSql", "root", ("name", "one"), ("at", At));
}
