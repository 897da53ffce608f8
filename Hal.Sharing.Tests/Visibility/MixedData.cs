using Hal.Sharing.Data.Access;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Visibility;

/// <summary>
/// Users, teams and integrations with random ties, the same in every run, and callers whose reads take another path: one who reaches more
/// integrations than there are managed users, one in many teams, one in more than a thousand, and one without any tie.
/// </summary>
public sealed class MixedData : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DataStack? _data;

    public DataStack Data => _data!;

    public static IReadOnlyList<Caller> Callers { get; } =
    [
        .. from id in new[]
           {
               "root", "wide", "joiner", "hoarder", "lonely", "p000", "p001", "p002", "p003", "p011", "p012", "p013",
               "m000", "m001", "m002", "m003",
           }
           select new Caller(id),
        new Caller("app") { IsClient = true },
    ];

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _data = new DataStack(_database.ConnectionString);
        await Data.ExecuteAsync("""
            begin;
            select setseed(0.42);
            insert into account_ids (id, kind)
            select format('p%s', to_char(i, 'FM000')), 'user' from generate_series(0, 29) i
            union all select format('m%s', to_char(i, 'FM000')), 'user' from generate_series(0, 159) i
            union all select id, 'user' from unnest(array['root', 'wide', 'joiner', 'hoarder', 'lonely']) as id
            union all select 'app', 'client';
            insert into clients (id, name, secret_hash, created_at, updated_at) values ('app', 'App', '\x00', now(), now());
            insert into principals (id, kind, name) select 'user:' || id, 'user', 'Name ' || id from account_ids where kind = 'user';
            insert into users (id, is_superuser, managed_by, created_at, updated_at)
            select id, id = 'root', case when id like 'm%' then (array['app', 'p000', 'p001', 'p002'])[1 + floor(random() * 4)::int] end,
                   now(), now()
            from account_ids where kind = 'user' order by id desc;

            insert into team_ids (id) select format('t%s', to_char(i, 'FM0000')) from generate_series(0, 1019) i;
            insert into principals (id, kind, name) select 'team:' || id, 'team', 'Name ' || id from team_ids;
            insert into teams (id, created_at, updated_at) select id, now(), now() from team_ids;
            insert into memberships (team_id, user_id, role, created_at, updated_at) select id, 'hoarder', 6, now(), now() from team_ids;
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select t.id, u.id, 1 + floor(random() * 6), now(), now()
            from team_ids t cross join users u
            where t.id < 't0020' and u.id not in ('hoarder', 'lonely', 'wide')
              and random() < case when u.id = 'joiner' then 1 else 0.06 end;
            insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
            select u.id, t.id, array['data:read'], now(), now()
            from team_ids t cross join users u where t.id < 't0020' and u.id like 'm%' and random() < 0.02;

            insert into integration_names (name, integration_id)
            select n || to_char(i, 'FM000'), 'i' || to_char(i, 'FM000') from generate_series(0, 199) i, unnest(array['i', 's']) n;
            insert into integrations (id, slug, name, owner_id, created_at, updated_at)
            select 'i' || to_char(i, 'FM000'), 's' || to_char(i, 'FM000'), 'Name',
                   case when random() < 0.5
                        then 'user:' || (array['p', 'm'])[1 + floor(random() * 2)::int] || to_char(floor(random() * 30), 'FM000')
                        else 'team:t' || to_char(floor(random() * 20), 'FM0000') end, now(), now()
            from generate_series(0, 199) i;
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select i.id, p.id, 1 + floor(random() * 4), 'root', now(), now()
            from integrations i cross join principals p
            where p.id not in ('user:lonely', 'user:wide') and p.id not between 'team:t0020' and 'team:t0989'
              and random() < case when p.id < 'team:t0020' then 0.08 when p.kind = 'team' then 0.9 * (i.id < 'i020')::int else 0.004 end;
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select i.id, 'user:wide', 1, 'root', now(), now() from integrations i;
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
