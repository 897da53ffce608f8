-- Version 1.
-- What a change of access would do: what ties each user that it concerns to an integration, before and after. These are facts only, and
-- nothing is written or locked: Hal.Sharing.Data/Access/IntegrationAccess turns both states into levels.

-- The users who have what a principal has; some can be there that the caller cannot see. Null: none.
create or replace function users_of_principal(target_principal_id text) returns setof text
language plpgsql stable as $$
begin
    return query select u.id from users u where u.principal_id = target_principal_id;
    return query select m.user_id::text from memberships m
                 where m.team_id = substr(target_principal_id, 6) and starts_with(target_principal_id, 'team:');
end $$;

-- Those of the users that the caller can see. A few managed users are looked up one by one, many at once.
create or replace function visible_users(caller_id text, caller_is_superuser boolean, user_ids text[]) returns text[]
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
    hidden text[];
begin
    if not caller_is_superuser and exists (select from principals p where p.managed_by is not null) then
        hidden := array(select p.id from unnest(user_ids) as u (id) join principals p on p.id = 'user:' || u.id
                        where p.managed_by <> caller_id and u.id <> caller_id);
        if cardinality(hidden) <= 20 then
            hidden := array(select p.id from unnest(hidden) as h (id) join principals p on p.id = h.id
                            where not can_see_managed_user(caller_id, false, substr(p.id, 6), p.managed_by));
        else
            hidden := array(select h.id from unnest(hidden) as h (id) except select v.id from visible_managed_users(caller_id) v);
        end if;
    end if;
    if coalesce(cardinality(hidden), 0) = 0 then
        return user_ids;
    end if;
    return array(select u.id from unnest(user_ids) as u (id) except select substr(h.id, 6) from unnest(hidden) as h (id));
end $$;

-- The teams that tie users to integrations: by a share (via 'share', with its level) or because they own them (via 'owner'). Begins at the
-- users' teams if the users are few. Otherwise it begins at the integrations' teams, and returns their other members too.
create or replace function team_ties(user_ids text[], integration_ids text[])
returns table (user_id text, integration_id text, team_id text, role smallint, via text, level integer)
language plpgsql stable rows 1000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    if cardinality(user_ids) <= 100 then
        return query
        select m.user_id, s.integration_id, m.team_id, m.role, 'share', s.access_level
        from memberships m
        join shares s on s.principal_id = 'team:' || m.team_id
        join unnest(integration_ids) as i (id) on i.id = s.integration_id
        where m.user_id = any(user_ids);
        return query
        select m.user_id, i.id, m.team_id, m.role, 'owner', null::integer
        from memberships m
        join integrations i on i.owner_id = 'team:' || m.team_id
        join unnest(integration_ids) as t (id) on t.id = i.id
        where m.user_id = any(user_ids);
    else
        return query
        select m.user_id, s.integration_id, m.team_id, m.role, 'share', s.access_level
        from shares s
        join memberships m on m.team_id = substr(s.principal_id, 6)
        where s.integration_id = any(integration_ids) and s.principal_id > 'team:' and s.principal_id < 'team;';
        return query
        select m.user_id, i.id, m.team_id, m.role, 'owner', null::integer
        from integrations i
        join memberships m on m.team_id = substr(i.owner_id, 6)
        where i.id = any(integration_ids) and starts_with(i.owner_id, 'team:');
    end if;
end $$;

-- The states of users at integrations before and after one change. Users with the same two states are alike: each row has the number of
-- those who are alike, and only the first 100 of them are returned. So a team of any size has few rows.
--   concerned_ids         the users that the change concerns
--   watched_id            a user whose state is returned too, concerned or not; null for none
--   changed_principal_id  the principal whose shares change, at every one of the integrations; new_level null: they are revoked
--   new_owner_id          null if the owner stays
--   changed_team_id       the team in which changed_user_id gets new_role; new_role null: the user leaves it
-- A tie is a row with its states: before, after, or both. Rows are grouped and never joined by user: no estimate can make that quadratic.
-- Levels above 3 count as 3 and are returned as 3, so that their number does not decide the number of rows.
create or replace function preview_change(
    caller_is_superuser boolean, integration_ids text[], concerned_ids text[], watched_id text, changed_principal_id text,
    new_level integer, new_owner_id text, changed_team_id text, changed_user_id text, new_role smallint)
returns table (user_id text, integration_id text, is_concerned boolean, place bigint, alike bigint, is_superuser boolean,
               was_owner boolean, old_role smallint, old_own_level integer, old_team_level integer, old_admin_level integer,
               is_owner boolean, owning_team_role smallint, own_level integer, team_level integer, admin_level integer)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    user_ids constant text[] := concerned_ids || array_remove(array[watched_id], null);
begin
    return query
    with ties as (
        select u.id collate "C" as user_id, i.id collate "C" as integration_id, 'concerned' as via, null::smallint as role, null::integer as level,
               false as before, false as after
        from unnest(concerned_ids) as u (id) cross join unnest(integration_ids) as i (id)
        union all
        select watched_id, i.id, 'watched', null, null, false, false from unnest(integration_ids) as i (id) where watched_id is not null

        union all
        select u.id, s.integration_id, 'own', null, s.access_level, true, s.principal_id is distinct from changed_principal_id
        from unnest(user_ids) as u (id) cross join unnest(integration_ids) as i (id)
        join shares s on s.integration_id = i.id and s.principal_id = 'user:' || u.id
        union all
        select t.user_id, t.integration_id, t.via, t.role, t.level, true,
               case t.via when 'owner' then new_owner_id is null else 'team:' || t.team_id is distinct from changed_principal_id end
               and not (t.team_id is not distinct from changed_team_id and t.user_id is not distinct from changed_user_id)
        from team_ties(user_ids, integration_ids) t

        union all
        select substr(changed_principal_id, 6), i.id, 'own', null, new_level, false, true
        from unnest(integration_ids) as i (id) where new_level is not null and starts_with(changed_principal_id, 'user:')
        union all
        select m.user_id, i.id, 'share', m.role, new_level, false, true
        from memberships m cross join unnest(integration_ids) as i (id)
        where m.team_id = substr(changed_principal_id, 6) and new_level is not null and starts_with(changed_principal_id, 'team:')
        union all
        select m.user_id, i.id, 'owner', m.role, null, false, true
        from memberships m cross join unnest(integration_ids) as i (id)
        where m.team_id = substr(new_owner_id, 6) and starts_with(new_owner_id, 'team:')
        union all
        select changed_user_id, s.integration_id, 'share', new_role, s.access_level, false, true
        from shares s
        where s.principal_id = 'team:' || changed_team_id and s.integration_id = any(integration_ids) and new_role is not null
        union all
        select changed_user_id, i.id, 'owner', new_role, null, false, true
        from integrations i
        where i.owner_id = 'team:' || changed_team_id and i.id = any(integration_ids) and new_role is not null
    ), states as (
        select t.user_id, t.integration_id,
               bool_or(t.via = 'concerned') as is_concerned,
               max(t.role) filter (where t.before and t.via = 'owner') as old_role,
               max(least(t.level, 3)) filter (where t.before and t.via = 'own') as old_own_level,
               max(least(t.level, 3)) filter (where t.before and t.via = 'share' and t.role < admin_role()) as old_team_level,
               max(least(t.level, 3)) filter (where t.before and t.via = 'share' and t.role = admin_role()) as old_admin_level,
               max(t.role) filter (where t.after and t.via = 'owner') as owning_team_role,
               max(least(t.level, 3)) filter (where t.after and t.via = 'own') as own_level,
               max(least(t.level, 3)) filter (where t.after and t.via = 'share' and t.role < admin_role()) as team_level,
               max(least(t.level, 3)) filter (where t.after and t.via = 'share' and t.role = admin_role()) as admin_level
        from ties t
        group by t.user_id, t.integration_id
        having bool_or(t.via in ('concerned', 'watched'))
    ), facts as (
        select s.*,
               caller_is_superuser and s.user_id in (select u.id from users u where u.is_superuser) as is_superuser,
               o.owner_id = 'user:' || s.user_id as was_owner,
               coalesce(new_owner_id, o.owner_id) = 'user:' || s.user_id as is_owner
        from states s join integrations o on o.id = s.integration_id
    ), keyed as (
        -- One number for all facts: two rows have the same number if and only if they have the same facts. It is faster to sort by.
        select f.*,
               (f.user_id is not distinct from watched_id)::int + 2 * f.is_concerned::int + 4 * f.is_superuser::int
               + 8 * (f.was_owner::int + 2 * coalesce(f.old_role, 0) + 16 * coalesce(f.old_own_level, 0)
                      + 64 * coalesce(f.old_team_level, 0) + 256 * coalesce(f.old_admin_level, 0))
               + 8192 * (f.is_owner::int + 2 * coalesce(f.owning_team_role, 0) + 16 * coalesce(f.own_level, 0)
                         + 64 * coalesce(f.team_level, 0) + 256 * coalesce(f.admin_level, 0)) as key
        from facts f
    ), numbered as (
        select k.*, row_number() over (same order by k.user_id, k.integration_id) as place, count(*) over same as alike
        from keyed k
        window same as (partition by k.key)
    )
    select n.user_id, n.integration_id, n.is_concerned, n.place, n.alike, n.is_superuser,
           n.was_owner, n.old_role, n.old_own_level, n.old_team_level, n.old_admin_level,
           n.is_owner, n.owning_team_role, n.own_level, n.team_level, n.admin_level
    from numbered n
    where n.place <= 100;
end $$;

-- A change at one integration that the caller can read: of the share of changed_principal_id, or of the owner.
create or replace function preview_of_integration(
    caller_id text, caller_is_superuser boolean, target_integration_id text, target_owner_id text, changed_principal_id text,
    new_level integer, new_owner_id text)
returns table (user_id text, integration_id text, is_concerned boolean, place bigint, alike bigint, is_superuser boolean,
               was_owner boolean, old_role smallint, old_own_level integer, old_team_level integer, old_admin_level integer,
               is_owner boolean, owning_team_role smallint, own_level integer, team_level integer, admin_level integer)
language plpgsql stable rows 100 as $$
begin
    if target_integration_id is null then
        return;
    end if;
    return query select * from preview_change(
        caller_is_superuser, array[target_integration_id],
        visible_users(caller_id, caller_is_superuser, array(
            select users_of_principal(changed_principal_id)
            union all select users_of_principal(target_owner_id) where new_owner_id is not null
            union all select users_of_principal(new_owner_id))),
        caller_id, changed_principal_id, new_level, new_owner_id, null, null, null);
end $$;

-- What a change of a team concerns: the integrations that the team owns or has a share of.
create or replace function integrations_of_team(target_team_id text) returns text[]
language plpgsql stable as $$
begin
    return array(select s.integration_id from shares s where s.principal_id = 'team:' || target_team_id
                 union select i.id from integrations i where i.owner_id = 'team:' || target_team_id);
end $$;

-- A change of the role of one user in a team: new_role null if the user leaves it.
create or replace function preview_of_member(
    caller_id text, caller_is_superuser boolean, target_team_id text, target_user_id text, new_role smallint)
returns table (user_id text, integration_id text, is_concerned boolean, place bigint, alike bigint, is_superuser boolean,
               was_owner boolean, old_role smallint, old_own_level integer, old_team_level integer, old_admin_level integer,
               is_owner boolean, owning_team_role smallint, own_level integer, team_level integer, admin_level integer)
language plpgsql stable rows 100 as $$
begin
    if target_team_id is null then
        return;
    end if;
    return query select * from preview_change(
        caller_is_superuser, integrations_of_team(target_team_id), visible_users(caller_id, caller_is_superuser, array[target_user_id]),
        null, null, null, null, target_team_id, target_user_id, new_role);
end $$;

-- Whether the members of a team times its shares are more than a statement can preview in its time.
create or replace function is_too_large_to_preview(target_team_id text) returns boolean
language plpgsql stable as $$
begin
    return exists (select from memberships m join shares s on s.principal_id = 'team:' || m.team_id
                   where m.team_id = target_team_id offset 200000);
end $$;

-- The deletion of a team that owns nothing: its shares are revoked.
create or replace function preview_of_team(caller_id text, caller_is_superuser boolean, target_team_id text)
returns table (user_id text, integration_id text, is_concerned boolean, place bigint, alike bigint, is_superuser boolean,
               was_owner boolean, old_role smallint, old_own_level integer, old_team_level integer, old_admin_level integer,
               is_owner boolean, owning_team_role smallint, own_level integer, team_level integer, admin_level integer)
language plpgsql stable rows 100 as $$
begin
    if target_team_id is null then
        return;
    end if;
    return query select * from preview_change(
        caller_is_superuser, integrations_of_team(target_team_id),
        visible_users(caller_id, caller_is_superuser, array(select users_of_principal('team:' || target_team_id))),
        null, 'team:' || target_team_id, null, null, null, null, null);
end $$;
