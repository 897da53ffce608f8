-- Version 1.
-- Who could reach an integration at a time, and why. The facts of that time are folded by the same rules as those of today. Who is a
-- superuser is not recorded: today's superusers count, for readers who are superusers.

-- The role of a user in a team at a time; null: they were no member.
create or replace function role_at(target_team_id text, target_user_id text, at_time timestamptz) returns smallint
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return (
        select r.role
        from (
            select s.role, s.valid_to
            from (
                select m.role, 'infinity'::timestamptz as valid_to
                from memberships m
                where m.team_id = target_team_id and m.user_id = target_user_id and m.updated_at <= at_time
                union all
                (select p.role, p.valid_to
                 from past_memberships p
                 where p.user_id = target_user_id and p.team_id = target_team_id and p.valid_from <= at_time
                 order by p.valid_from desc limit 1)) s
            order by s.valid_to = 'infinity' desc limit 1) r
        where r.valid_to > at_time);
end $$;

-- The teams in which a user is or was, in any order. A team is found once, however often the user's role in it changed.
create or replace function teams_ever_joined(target_user_id text) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return array(
        with recursive steps as (
            (select p.team_id from past_memberships p where p.user_id = target_user_id order by p.team_id limit 1)
            union all
            select (select p.team_id from past_memberships p
                    where p.user_id = target_user_id and p.team_id > s.team_id order by p.team_id limit 1)
            from steps s where s.team_id is not null
        )
        select s.team_id from steps s where s.team_id is not null
        union
        select m.team_id from memberships m where m.user_id = target_user_id);
end $$;

-- The first users behind an ID who are or were in a team, in their order.
create or replace function members_ever_joined(target_team_id text, after_id text, wanted integer) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return array(
        with recursive steps as (
            (select p.user_id from past_memberships p
             where p.team_id = target_team_id and p.user_id > after_id order by p.user_id limit 1)
            union all
            select (select p.user_id from past_memberships p
                    where p.team_id = target_team_id and p.user_id > s.user_id order by p.user_id limit 1)
            from steps s where s.user_id is not null
        ), past as (
            select s.user_id from steps s where s.user_id is not null limit wanted
        )
        select p.user_id from past p
        union
        (select m.user_id from memberships m where m.team_id = target_team_id and m.user_id > after_id order by m.user_id limit wanted)
        order by 1 limit wanted);
end $$;

-- The principals of the teams that have or had a share.
create or replace function teams_ever_shared(target_integration_id text) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return array(
        with recursive steps as (
            (select p.principal_id from past_shares p
             where p.integration_id = target_integration_id and p.principal_id > 'team:' and p.principal_id < 'team;'
             order by p.principal_id limit 1)
            union all
            select (select p.principal_id from past_shares p
                    where p.integration_id = target_integration_id and p.principal_id > s.principal_id and p.principal_id < 'team;'
                    order by p.principal_id limit 1)
            from steps s where s.principal_id is not null
        )
        select s.principal_id from steps s where s.principal_id is not null
        union
        select s.principal_id from shares s
        where s.integration_id = target_integration_id and s.principal_id > 'team:' and s.principal_id < 'team;');
end $$;

-- As access_paths, at a time at which the owner was former_owner_id. Whether the reader sees a membership is decided by the teams that they
-- are in today. is_present: whether the principal still exists.
create or replace function access_paths_at(target_user_id text, target_integration_id text, former_owner_id text, at_time timestamptz,
                                           reader_id text, reader_is_superuser boolean)
returns table (via smallint, principal_id text, role smallint, share_level integer, is_visible boolean, is_present boolean)
language plpgsql stable rows 10 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
    return query
    select a.via, a.principal_id, a.role, a.share_level,
           a.role is null or can_see_membership(reader_id, reader_is_superuser, substr(a.principal_id, 6), target_user_id),
           exists (select from principals p where p.id = a.principal_id)
    from (
        select 0::smallint as via, former_owner_id as principal_id, null::smallint as role, null::integer as share_level
        where former_owner_id = 'user:' || target_user_id
        union all
        select 2::smallint, 'user:' || target_user_id, null, s.access_level
        from share_at(target_integration_id, 'user:' || target_user_id, at_time) s
        union all
        select 4::smallint, null, null, null
        from users u where u.id = target_user_id and u.is_superuser and reader_is_superuser
        union all
        select case when w.is_owner then 1 else 3 end::smallint, t.principal_id, t.role, w.share_level
        from (
            select 'team:' || m.id as principal_id, role_at(m.id, target_user_id, at_time) as role
            from unnest(teams_ever_joined(target_user_id)) m (id) offset 0) t
        cross join lateral (
            select true as is_owner, null::integer as share_level where t.principal_id = former_owner_id
            union all
            select false, s.access_level from share_at(target_integration_id, t.principal_id, at_time) s) w
        where t.role is not null) a;
end $$;

-- Why a user could reach the integration at a time, for callers who can read it today. No row: they cannot. One row without path: the user
-- had no access, does not exist or is hidden from the caller today.
create or replace function explain_access_at(reader_id text, reader_is_superuser boolean, id_or_slug text, target_user_id text,
                                             at_time timestamptz)
returns table (integration_id text, created_at timestamptz, display_name text,
               via smallint, principal_id text, role smallint, share_level integer, is_visible boolean, is_present boolean)
language plpgsql stable rows 10 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    found_id text;
    found_owner_id text;
    created timestamptz;
    name text;
    is_seen boolean;
begin
    select v.id, v.owner_id, v.created_at into found_id, found_owner_id, created
    from visible_integration(reader_id, reader_is_superuser, false, id_or_slug) v;
    -- One that is hidden and one that does not exist take the same path.
    select p.name into name from visible_principal(reader_id, reader_is_superuser, 'user:' || target_user_id) p;
    is_seen := found;
    if found_id is null then
        return;
    end if;
    if not is_seen and not exists (select from principals p where p.id = 'user:' || target_user_id) then
        is_seen := is_named_to(reader_id, reader_is_superuser, 'user:' || target_user_id);
    end if;
    return query
    select found_id, created, name, a.via, a.principal_id, a.role, a.share_level, a.is_visible, a.is_present
    from (values (1)) as one
    left join access_paths_at(target_user_id, found_id, owner_at(found_id, found_owner_id, at_time), at_time,
                              reader_id, reader_is_superuser) a on is_seen
    order by a.via, a.principal_id;
end $$;

-- The users behind an ID who could have reached the integration at a time, up to end_id, in their order: as many as wanted at most; end_id
-- is null if these are all. Whether they could is decided for each: the number of rows that are read follows from the number wanted and the
-- teams, not from the number of states.
create or replace function users_ever_reaching(target_integration_id text, former_owner_id text, at_time timestamptz,
                                               with_superusers boolean, after_id text, wanted integer)
returns table (ids text[], end_id text)
language plpgsql stable rows 1 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    teams text[] := array(
        select substr(former_owner_id, 6) where starts_with(former_owner_id, 'team:')
        union
        select substr(t.id, 6)
        from unnest(teams_ever_shared(target_integration_id)) t (id)
        where exists (select from share_at(target_integration_id, t.id, at_time)));
    bound text collate "C";
    found text[] collate "C";
begin
    with ranges as materialized (
        select members_ever_joined(t.id, after_id, wanted) as ids, wanted as most from unnest(teams) t (id)
        union all
        select array(select substr(u.id, 6) from unnest(e.ids) u (id)), case when e.end_id is not null then cardinality(e.ids) end
        from principals_ever_shared(target_integration_id, 'user:' || after_id, wanted) e
        union all
        select array(
                   select u.id from users u where with_superusers and u.is_superuser and u.id > after_id order by u.id limit wanted),
               wanted
        union all
        select array[substr(former_owner_id, 6)], null
        where starts_with(former_owner_id, 'user:') and substr(former_owner_id, 6) collate "C" > after_id
    )
    select (select min(r.ids[cardinality(r.ids)] collate "C") from ranges r where cardinality(r.ids) >= r.most and cardinality(r.ids) > 0),
           array(select distinct u.id collate "C" from ranges r cross join lateral unnest(r.ids) u (id) order by 1)
    into bound, found;
    found := array(select u.id from unnest(found) u (id) where bound is null or u.id <= bound order by u.id limit wanted + 1);
    if cardinality(found) > wanted then
        found := found[1:wanted];
        bound := found[wanted];
    end if;
    return query select found, bound;
end $$;

-- One page of the users who could reach the integration at a time, with what tied them to it. One row at least.
create or replace function list_access_users_at(reader_id text, reader_is_superuser boolean, target_integration_id text,
                                                present_owner_id text, at_time timestamptz, pattern text, after_id text, wanted integer)
returns table (end_id text, user_id text, display_name text, is_superuser boolean, paths integer, is_owner boolean,
               owning_team_role smallint, own_share_level integer, team_share_level integer, admin_team_share_level integer)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    former_owner_id constant text := owner_at(target_integration_id, present_owner_id, at_time);
    candidates text[] collate "C";
    last_id text;
begin
    select e.ids, e.end_id into candidates, last_id
    from users_ever_reaching(target_integration_id, former_owner_id, at_time, reader_is_superuser, after_id, wanted) e;
    return query
    select last_id, f.id, f.name, f.is_superuser, f.paths, f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level,
           f.admin_team_share_level
    from (values (1)) as one
    left join (
        select u.id, p.name, t.*
        from unnest(candidates) u (id)
        left join principals p on p.id = 'user:' || u.id
        cross join lateral (
            select coalesce(bool_or(a.via = 4), false) as is_superuser,
                   (count(*) filter (where a.is_visible))::integer + coalesce(bool_or(not a.is_visible), false)::integer as paths,
                   coalesce(bool_or(a.via = 0), false) as is_owner,
                   max(a.role) filter (where a.via = 1) as owning_team_role,
                   max(a.share_level) filter (where a.via = 2) as own_share_level,
                   max(a.share_level) filter (where a.via = 3 and a.role < admin_role()) as team_share_level,
                   max(a.share_level) filter (where a.via = 3 and a.role = admin_role()) as admin_team_share_level
            from access_paths_at(u.id, target_integration_id, former_owner_id, at_time, reader_id, reader_is_superuser) a) t
        where t.paths > 0
          and (pattern is null or coalesce(p.search, lower(u.id collate "und-x-icu")) like lower(pattern collate "und-x-icu"))
          and is_named_to(reader_id, reader_is_superuser, 'user:' || u.id)) f on true
    order by f.id;
end $$;
