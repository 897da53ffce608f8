-- Version 1.
-- The users who can reach an integration: its owner, the recipients of its shares, the members of its teams and, for a reader who is a
-- superuser, superusers. Each has a range in the order of the IDs, and pages merge the ranges, as in integration_ids.sql.

-- The teams whose members reach it: the owning one and those that have a share.
create or replace function access_teams(target_integration_id text, target_owner_id text) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return array(
        select substr(target_owner_id, 6) where starts_with(target_owner_id, 'team:')
        union
        select substr(s.principal_id, 6) from shares s
        where s.integration_id = target_integration_id and s.principal_id > 'team:' and s.principal_id < 'team;');
end $$;

-- The first users behind an ID, hidden or not. Of each team, a few members are read at first (heads); the last user wanted bounds the page,
-- and only teams that are not at their end before that are read up to it (tails).
create or replace function next_access_users(target_integration_id text, target_owner_id text, teams text[], with_superusers boolean,
                                             after_id text, wanted integer) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    few integer := least(wanted, 2 + wanted / greatest(cardinality(teams), 1));
begin
    return array(
        with heads as materialized (
            select t.id as team_id, array(
                select m.user_id from memberships m
                where m.team_id = t.id and m.user_id > after_id order by m.user_id limit few) as ids
            from unnest(teams) t (id)
        ), found as materialized (
            select unnest(h.ids) collate "C" as id from heads h
            union
            (select substr(s.principal_id, 6) collate "C" from shares s
             where s.integration_id = target_integration_id and s.principal_id > 'user:' || after_id and s.principal_id < 'user;'
             order by s.principal_id limit wanted)
            union
            select substr(target_owner_id, 6) collate "C"
            where starts_with(target_owner_id, 'user:') and substr(target_owner_id, 6) collate "C" > after_id
            union
            (select u.id from users u where with_superusers and u.is_superuser and u.id > after_id order by u.id limit wanted)
        ), tails as materialized (
            select h.team_id, h.ids[few] as last_id, bound.id as bound_id
            from heads h
            cross join (select coalesce((select f.id from found f order by f.id offset wanted - 1 limit 1), chr(127)) as id offset 0) bound
            where h.ids[few] collate "C" < bound.id
        )
        select f.id from found f
        union
        select r.id
        from tails t cross join lateral (
            select m.user_id as id from memberships m
            where m.team_id = t.team_id and m.user_id > t.last_id and m.user_id <= t.bound_id
            order by m.user_id limit wanted) r
        order by 1 limit wanted);
end $$;

-- The same backwards: those before an ID, in descending order.
create or replace function previous_access_users(target_integration_id text, target_owner_id text, teams text[], with_superusers boolean,
                                                 before_id text, wanted integer) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    few integer := least(wanted, 2 + wanted / greatest(cardinality(teams), 1));
begin
    return array(
        with heads as materialized (
            select t.id as team_id, array(
                select m.user_id from memberships m
                where m.team_id = t.id and m.user_id < before_id order by m.user_id desc limit few) as ids
            from unnest(teams) t (id)
        ), found as materialized (
            select unnest(h.ids) collate "C" as id from heads h
            union
            (select substr(s.principal_id, 6) collate "C" from shares s
             where s.integration_id = target_integration_id and s.principal_id > 'user:' and s.principal_id < 'user:' || before_id
             order by s.principal_id desc limit wanted)
            union
            select substr(target_owner_id, 6) collate "C"
            where starts_with(target_owner_id, 'user:') and substr(target_owner_id, 6) collate "C" < before_id
            union
            (select u.id from users u where with_superusers and u.is_superuser and u.id < before_id order by u.id desc limit wanted)
        ), tails as materialized (
            select h.team_id, h.ids[few] as last_id, bound.id as bound_id
            from heads h
            cross join (select coalesce((select f.id from found f order by f.id desc offset wanted - 1 limit 1), '') as id offset 0) bound
            where h.ids[few] collate "C" > bound.id
        )
        select f.id from found f
        union
        select r.id
        from tails t cross join lateral (
            select m.user_id as id from memberships m
            where m.team_id = t.team_id and m.user_id < t.last_id and m.user_id >= t.bound_id
            order by m.user_id desc limit wanted) r
        order by 1 desc limit wanted);
end $$;

-- Those of the users that the reader can see, in their order. The reader reads the integration: so they see its owner and the recipients of
-- its shares. If many others are managed users, all that the reader sees are found once, not each looked up.
create or replace function visible_access_users(reader_id text, reader_is_superuser boolean,
                                                target_integration_id text, target_owner_id text, user_ids text[]) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    are_few boolean := not exists (select from principals p where p.managed_by is not null offset 10000);
    managed text[];
    hidden text[];
begin
    if reader_is_superuser or not exists (select from principals p where p.managed_by is not null) then
        return user_ids;
    end if;
    if are_few and cardinality(user_ids) > 1000 then
        managed := array(
            select u.id from unnest(user_ids) u (id)
            where u.id in (select substr(p.id, 6) from principals p where p.managed_by is not null));
    else
        managed := array(
            select u.id from unnest(user_ids) u (id)
            where (select p.managed_by is not null from principals p where p.id = 'user:' || u.id));
    end if;
    managed := array(
        select u.id from unnest(managed) u (id)
        where 'user:' || u.id <> target_owner_id
          and not exists (select from shares s where s.integration_id = target_integration_id and s.principal_id = 'user:' || u.id));
    if cardinality(managed) = 0 then
        return user_ids;
    elsif cardinality(managed) <= 100 then
        hidden := array(
            select p.id from unnest(managed) u (id) join principals p on p.id = 'user:' || u.id
            where not can_see_managed_user(reader_id, false, u.id, p.managed_by));
    else
        hidden := array(
            select 'user:' || u.id from unnest(managed) u (id)
            except
            (select v.id from visible_managed_users(reader_id) v
             union all
             select p.id from principals p where p.managed_by = reader_id));
    end if;
    return array(
        select u.id from unnest(user_ids) with ordinality u (id, place)
        where 'user:' || u.id not in (select unnest(hidden)) order by u.place);
end $$;
