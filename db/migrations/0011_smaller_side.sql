-- Lookups that start from the smaller side, and along indexes whatever the values are. A caller can be in thousands of teams, an integration
-- can be shared with thousands, and one principal can own nearly everything; a statement has one plan for all of them.

-- A statement has one plan for all values. It is made as if each value had few rows, from the next analyze on, and uses the index of the value.
-- Made for the average, it would read the whole table where one principal owns nearly everything, even for a principal that owns nothing.
alter table integrations alter column owner_id set (n_distinct = -1);
alter table shares alter column principal_id set (n_distinct = -1);
alter table memberships alter column team_id set (n_distinct = -1), alter column user_id set (n_distinct = -1);
alter table users alter column managed_by set (n_distinct = -1);
do $$ begin
    -- Empty tables stay without statistics: the planner then expects some rows in them, not none.
    if exists (select from users) then
        analyze integrations, shares, memberships, users;
    end if;
end $$;

-- What ties a caller to an integration. Level null: no such share; role null: no member of the owning team. Nothing more is looked up for
-- the owner. Not tied, and not a superuser: the integration does not exist for the caller.
-- Team shares are found by key: from the caller's teams if these are few, or fewer than the integration's team shares; otherwise from the
-- team shares. So a list costs the same, however many teams a user is added to. (Subqueries with offset 0 stay as they are written: the
-- planner knows neither number and could begin at the larger side.)
create or replace function integration_facts(caller_id text, of_integration text, of_owner text)
returns table (is_owner boolean, owning_team_role smallint, own_share_level integer, team_share_level integer,
               admin_team_share_level integer, is_tied boolean)
language sql stable as $$
    select f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level,
           f.is_owner or coalesce(f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level) is not null
    from (
        select
            of_owner = 'user:' || caller_id as is_owner,
            (select m.role from memberships m
             where m.user_id = caller_id and m.team_id = substr(of_owner, 6) and starts_with(of_owner, 'team:')) as owning_team_role,
            (select s.access_level from shares s
             where s.integration_id = of_integration and s.principal_id = nullif('user:' || caller_id, of_owner)) as own_share_level,
            max(t.level) filter (where t.role < 6) as team_share_level,
            max(t.level) filter (where t.role = 6) as admin_team_share_level
        from (
            select teams.n <= 8 or teams.n <= 1000
                       and exists (select from shares s
                                   where s.integration_id = of_integration and s.principal_id > 'team:' and s.principal_id < 'team;' offset teams.n) as from_teams
            from (select (select count(*) from (select from memberships m where m.user_id = caller_id limit 1001) counted) as n offset 0) teams
            where of_owner <> 'user:' || caller_id
            offset 0) side
        cross join lateral (
            select m.role, (select s.access_level from shares s
                            where s.integration_id = of_integration and s.principal_id = 'team:' || m.team_id) as level
            from memberships m
            where side.from_teams and m.user_id = caller_id
            union all
            select (select m.role from memberships m where m.user_id = caller_id and m.team_id = substr(s.principal_id, 6)), s.access_level
            from shares s
            where not side.from_teams and s.integration_id = of_integration and s.principal_id > 'team:' and s.principal_id < 'team;') t) f
$$;

-- The integrations that a user reaches: 'owned' by them or a team of theirs, 'shared' with them or a team of theirs and not owned, '' both;
-- only their own when a team acts for them. With most, these include the first so many in the order of the IDs: a first page, or a count that
-- ends there, reads no more of any principal. A user in many teams is looked up by one search of each index, which takes half the time.
drop function reachable_integrations(text, boolean, text);
create function reachable_integrations(caller_id text, owns_only boolean, how text, most integer default null)
returns table (id text)
language plpgsql stable rows 1000 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    mine text[] := array(
        select 'user:' || caller_id
        union all
        select 'team:' || m.team_id from memberships m where m.user_id = caller_id and not owns_only);
begin
    if most is null or cardinality(mine) > 100 then
        return query
        with owned as materialized (
            select i.id from integrations i where i.owner_id = any(mine)
        )
        select o.id from owned o where how <> 'shared'
        union
        (select s.integration_id from shares s where how <> 'owned' and not owns_only and s.principal_id = any(mine)
         except
         select o.id from owned o);
    else
        return query
        select o.id
        from unnest(mine) as principal
        cross join lateral (select i.id from integrations i where i.owner_id = principal order by i.id limit most) o
        where how <> 'shared'
        union
        select s.integration_id
        from unnest(mine) as principal
        cross join lateral (
            select s.integration_id from shares s
            where s.principal_id = principal
              and (how = '' or not exists (select from integrations i where i.id = s.integration_id and i.owner_id = any(mine)))
            order by s.integration_id limit most) s
        where how <> 'owned' and not owns_only;
    end if;
end $$;

-- Whether two users reach one integration. The other user can own or receive nearly everything; then the caller's integrations are
-- looked up, not theirs.
create function share_an_integration(caller_id text, other_user text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    if exists (select from integrations i where i.owner_id = 'user:' || other_user offset 100)
       or exists (select from shares s where s.principal_id = 'user:' || other_user offset 100) then
        return exists (select from reachable_integrations(caller_id, false, '') r join integrations i on i.id = r.id
                       where i.owner_id = 'user:' || other_user
                          or exists (select from shares s where s.integration_id = r.id and s.principal_id = 'user:' || other_user));
    end if;
    return exists (select from integrations i cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
                   where i.owner_id = 'user:' || other_user and f.is_tied)
        or exists (select from shares s join integrations i on i.id = s.integration_id
                   cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
                   where s.principal_id = 'user:' || other_user and f.is_tied);
end $$;

-- A managed user is seen by their party, by users with whom they share a team, an authorization or an integration, and by superusers.
-- For one user; visible_managed_users finds all of them. Common teams are looked up from the user who is in few.
create or replace function can_see_managed_user(caller_id text, caller_is_superuser boolean, of_user text, of_party text)
returns boolean
language plpgsql stable cost 1000 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    if caller_is_superuser or of_party = caller_id or of_user = caller_id then
        return true;
    end if;
    return
        case when exists (select from memberships theirs where theirs.user_id = of_user offset 100)
        then exists (select from memberships mine
                     where mine.user_id = caller_id
                       and exists (select from memberships theirs where theirs.user_id = of_user and theirs.team_id = mine.team_id offset 0))
        else exists (select from memberships theirs
                     where theirs.user_id = of_user
                       and exists (select from memberships mine where mine.user_id = caller_id and mine.team_id = theirs.team_id offset 0))
        end
        or exists (select from team_authorizations a
                   where a.user_id = of_user
                     and exists (select from memberships mine where mine.user_id = caller_id and mine.team_id = a.team_id offset 0))
        or (exists (select from integrations i where i.owner_id = 'user:' || of_user)
            or exists (select from shares s where s.principal_id = 'user:' || of_user))
           and share_an_integration(caller_id, of_user);
end $$;

-- Whether a user or team owns anything: asked of every row of a list, so nothing is counted.
create function owns_integrations(principal text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return exists (select from integrations i where i.owner_id = principal);
end $$;

-- What prevents the deletion of a user or client. Teams: those whose last admin it is, unless it is their only member and they own nothing;
-- such a team is deleted too.
create or replace function account_ties(of_account text)
returns table (owned_count bigint, managed_count bigint, is_last_superuser boolean, held_teams text)
language plpgsql stable rows 1 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return query select
        (select count(*) from integrations i where i.owner_id = 'user:' || of_account),
        (select count(*) from users u where u.managed_by = of_account),
        exists (select from users u where u.id = of_account and u.is_superuser)
            and not exists (select from users u where u.is_superuser and u.id <> of_account),
        coalesce((
            select string_agg(m.team_id, ',' order by m.team_id)
            from memberships m
            where m.user_id = of_account and m.role = 6
              and not exists (select from memberships o where o.team_id = m.team_id and o.role = 6 and o.user_id <> of_account)
              and (exists (select from memberships o where o.team_id = m.team_id and o.user_id <> of_account)
                   or owns_integrations('team:' || m.team_id))), '');
end $$;

-- Whether nothing prevents it: for lists, without a count.
create function can_be_deleted(of_user text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return not owns_integrations('user:' || of_user)
        and not exists (select from users u where u.managed_by = of_user)
        and not (exists (select from users u where u.id = of_user and u.is_superuser)
                 and not exists (select from users u where u.is_superuser and u.id <> of_user))
        and not exists (
            select from memberships m
            where m.user_id = of_user and m.role = 6
              and not exists (select from memberships o where o.team_id = m.team_id and o.role = 6 and o.user_id <> of_user)
              and (exists (select from memberships o where o.team_id = m.team_id and o.user_id <> of_user)
                   or owns_integrations('team:' || m.team_id)));
end $$;
