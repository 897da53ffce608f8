-- 200,000 users, 5,000 teams, 100,000 integrations, 1,000,000 shares. The integration N is owned by a user or a team and shared with
-- eight or nine users and teams; the user that the statements ask for, 1 + (N * 13) % 200000, owns every second one.
set synchronous_commit = off;
insert into account_ids select 'u' || g, 'user' from generate_series(1, 200000) g;
insert into principals (id, kind, name) select 'user:u' || g, 'user', 'User Number ' || g from generate_series(1, 200000) g;
insert into users (id, created_at, updated_at) select 'u' || g, now(), now() from generate_series(1, 200000) g;
insert into team_ids select 't' || g from generate_series(1, 5000) g;
insert into principals (id, kind, name) select 'team:t' || g, 'team', 'Team ' || g from generate_series(1, 5000) g;
begin;
insert into teams (id, created_at, updated_at) select 't' || g, now(), now() from generate_series(1, 5000) g;
insert into memberships (team_id, user_id, role, created_at, updated_at)
select 't' || (1 + (g * 7 + k * 1301) % 5000), 'u' || g, case when g % 10 = 0 then 6 else 1 + g % 5 end, now(), now()
from generate_series(1, 200000) g, generate_series(1, 3) k on conflict do nothing;
insert into memberships (team_id, user_id, role, created_at, updated_at) select 't' || g, 'u' || g, 6, now(), now()
from generate_series(1, 5000) g on conflict (team_id, user_id) do update set role = 6;
commit;
insert into integration_names select 'i' || g, 'i' || g from generate_series(1, 100000) g;
insert into integration_names select 'slug-' || g, 'i' || g from generate_series(1, 100000) g;
insert into integrations (id, slug, name, owner_id, created_at, updated_at)
select 'i' || g, 'slug-' || g, 'Integration ' || g,
       case when g % 2 = 0 then 'user:u' || (1 + (g * 13) % 200000) else 'team:t' || (1 + g % 5000) end, now(), now()
from generate_series(1, 100000) g;
alter table shares disable trigger user;
insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
select 'i' || (1 + g % 100000),
       case when g % 3 = 0 then 'team:t' || (1 + (g / 100000 * 577 + g) % 5000) else 'user:u' || (1 + (g::bigint * 7919 + g / 100000 * 31337) % 200000) end,
       1 + g % 3, 'u1', now(), now()
from generate_series(1, 1000000) g on conflict do nothing;
alter table shares enable trigger user;
update integrations i set share_count = c.n
from (select integration_id, count(*) as n from shares group by 1) c where c.integration_id = i.id;
vacuum analyze;
