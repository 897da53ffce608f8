-- 200,000 users, 5,000 teams, 100,000 integrations, 1,000,000 shares. The integration N is owned by a user or a team and shared with
-- ten users and teams; the caller of the statements, 1 + (N * 13) % 200000, owns every second one. IDs are numbers, because pgbench draws
-- only numbers: N is an integration's ID, 1000000 + N its slug.
set synchronous_commit = off;
insert into account_ids select g::text, 'user' from generate_series(1, 200000) g;
insert into principals (id, kind, name) select 'user:' || g, 'user', 'User Number ' || g from generate_series(1, 200000) g;
insert into users (id, created_at, updated_at) select g::text, now(), now() from generate_series(1, 200000) g;
insert into team_ids select g::text from generate_series(1, 5000) g;
insert into principals (id, kind, name) select 'team:' || g, 'team', 'Team ' || g from generate_series(1, 5000) g;
begin;
insert into teams (id, created_at, updated_at) select g::text, now(), now() from generate_series(1, 5000) g;
insert into memberships (team_id, user_id, role, created_at, updated_at)
select (1 + (g * 7 + k * 1301) % 5000)::text, g::text, case when g % 10 = 0 then 6 else 1 + g % 5 end, now(), now()
from generate_series(1, 200000) g, generate_series(1, 3) k on conflict do nothing;
insert into memberships (team_id, user_id, role, created_at, updated_at) select g::text, g::text, 6, now(), now()
from generate_series(1, 5000) g on conflict (team_id, user_id) do update set role = 6;
commit;
insert into integration_names select g::text, g::text from generate_series(1, 100000) g;
insert into integration_names select (1000000 + g)::text, g::text from generate_series(1, 100000) g;
insert into integrations (id, slug, name, owner_id, created_at, updated_at)
select g::text, (1000000 + g)::text, 'Integration ' || g,
       case when g % 2 = 0 then 'user:' || (1 + (g * 13) % 200000) else 'team:' || (1 + g % 5000) end, now(), now()
from generate_series(1, 100000) g;
alter table shares disable trigger user;
insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
select (1 + g % 100000)::text,
       case when g % 3 = 0 then 'team:' || (1 + (g / 100000 * 577 + g) % 5000) else 'user:' || (1 + (g::bigint * 7919 + g / 100000 * 31337) % 200000) end,
       1 + g % 3, '1', now(), now()
from generate_series(1, 1000000) g on conflict do nothing;
alter table shares enable trigger user;
update integrations i set share_count = c.n
from (select integration_id, count(*) as n from shares group by 1) c where c.integration_id = i.id;
vacuum analyze;
