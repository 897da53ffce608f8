using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.TeamAuthorizations;

/// <summary>
/// 100,000 users; 10,000 of them have authorized one team. The cost of an index scan depends on the 10,000, the cost of a full scan on all:
/// a plan that uses an index here does so with a million users too.
/// </summary>
public sealed class ManyUsers : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    public DataStack Data => _data!;

    public string ConnectionString => _database.ConnectionString;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = Open(_database.ConnectionString);
        // Foreign keys hold by construction. Checking each row would take most of the time.
        await using var seeding = NpgsqlDataSource.Create($"{_database.ConnectionString};Command Timeout=300;Pooling=false");
        await using var connection = await seeding.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            set session_replication_role = replica;
            insert into account_ids (id, kind) select format('u%s', to_char(i, 'FM000000')), 'user' from generate_series(1, 100000) i;
            insert into principals (id, kind, name)
            select 'user:' || a.id, 'user', 'Person ' || md5(a.id) || case when a.id like '%0000' then ' Zebra' else '' end
            from account_ids a;
            insert into users (id, created_at, updated_at) select a.id, now(), now() from account_ids a;
            insert into team_ids (id) select 'team' || i from generate_series(1, 100) i;
            insert into principals (id, kind, name) select 'team:' || t.id, 'team', t.id from team_ids t;
            insert into teams (id, created_at, updated_at) select t.id, now(), now() from team_ids t;
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select t.id, 'u000001', 6, now(), now() from team_ids t;
            insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
            select u.id, 'team1', array['data:read'], now(), now() from users u where u.id like '%0';
            insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
            select u.id, t.id, array['data:read'], now(), now()
            from team_ids t cross join users u where u.id like '%00' and t.id like 'team_0';
            """);
        await connection.ExecuteAsync("vacuum analyze");
    }

    public async Task DisposeAsync()
    {
        await _data!.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static DataStack Open(string connectionString) => new(connectionString);
}
