-- Fills a migrated database for bench/run. :integrations has a power of ten; everything else follows from it.
--   users            2 for each integration; user N is the admin of team N, if there is one
--   teams            1 for each 20 integrations, at least 200
--   integrations     N is owned by one of the team admins (N even) or by a team (N odd), and has 10 shares with users and teams
--   skew             on top: 2 to 20 integrations 'big-N' with 100,000 shares (half of the users, if these are fewer), and one,
--                    'small', with 1,000 (100); users in 1 to 200 teams; the last user is in 200
--   writes           the last 200 integrations are for writes: user 2 has a share with level 3
-- IDs are numbers, because pgbench draws only numbers. All principals are unmanaged, and each grantor is a user.
select greatest(200, :integrations / 20) as teams, least(100000, :integrations) as big_size,
       least(1000, :integrations / 10) as small_size, 2 * greatest(1, :integrations / 100000) as bigs,
       2 * :integrations as users \gset
set synchronous_commit = off;
set client_min_messages = warning;
set maintenance_work_mem = '1GB';

-- Secondary indexes are made at the end, which takes a third of the time.
create temporary table dropped as
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
from pg_index join pg_class t on t.oid = indrelid join pg_namespace n on n.oid = t.relnamespace
where n.nspname = 'public' and not indisunique and t.relname in ('principals', 'integrations', 'shares', 'memberships');
select format('drop index %s', name) from dropped \gexec

insert into account_ids select g::text, 'user' from generate_series(1, :users) g;
insert into principals (id, kind, name) select 'user:' || g, 'user', 'User Number ' || g from generate_series(1, :users) g;
insert into users (id, created_at, updated_at) select g::text, now(), now() from generate_series(1, :users) g;
insert into team_ids select g::text from generate_series(1, :teams) g;
insert into principals (id, kind, name) select 'team:' || g, 'team', 'Team ' || g from generate_series(1, :teams) g;
begin;
insert into teams (id, created_at, updated_at) select g::text, now(), now() from generate_series(1, :teams) g;
insert into memberships (team_id, user_id, role, created_at, updated_at)
select g::text, g::text, 6, now(), now() from generate_series(1, :teams) g;
commit;
-- A user in n teams is in n teams that follow each other.
insert into memberships (team_id, user_id, role, created_at, updated_at)
select (1 + (g::bigint * 7 + k) % :teams)::text, g::text, 1 + g % 5, now(), now()
from generate_series(1, :users) g
cross join lateral generate_series(1, case when g % 10000 = 0 or g = :users then 200 when g % 1000 = 0 then 50 when g % 10 = 0 then 10
                                           else 1 + g % 3 end) k
on conflict do nothing;

insert into integration_names select g::text, g::text from generate_series(1, :integrations) g;
insert into integration_names select 'integration-' || g, g::text from generate_series(1, :integrations) g;
insert into integrations (id, slug, name, owner_id, created_at, updated_at)
select g::text, 'integration-' || g, 'Integration ' || g,
       case when g % 2 = 0 then 'user:' else 'team:' end || (1 + (g::bigint * 13) % :teams), now(), now()
from generate_series(1, :integrations) g;

create temporary table skewed as
select 'big-' || g as id, :big_size as size from generate_series(1, :bigs) g union all select 'small', :small_size;
insert into integration_names select id, id from skewed;
insert into integrations (id, slug, name, owner_id, created_at, updated_at) select id, id, id, 'user:1', now(), now() from skewed;

alter table shares disable trigger all;
insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
select g::text,
       case when k % 3 = 0 then 'team:' || (1 + (g::bigint * 577 + k * 31) % :teams)
            else 'user:' || (1 + (g::bigint * 7919 + k * 31337) % :users) end,
       1 + (g + k) % 3, (1 + (g::bigint * 13 + k % 2) % :teams)::text, now(), now()
from generate_series(1, :integrations) g cross join generate_series(1, 10) k
on conflict do nothing;
insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
select s.id, 'user:' || (g + 1), 1 + g % 3, '1', now(), now() from skewed s cross join lateral generate_series(1, s.size) g;
insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
select g::text, 'user:2', 3, '1', now(), now() from generate_series(:integrations - 199, :integrations) g
on conflict (integration_id, principal_id) do update set access_level = 3;
alter table shares enable trigger all;

select definition from dropped \gexec
update integrations i set share_count = c.n
from (select integration_id, count(*) as n from shares group by 1) c where c.integration_id = i.id;
vacuum analyze;
checkpoint;
