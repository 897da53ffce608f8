-- The facts that permissions follow from. Facts only: what they allow is decided by the rules in Hal.Sharing.Data/Access.
-- Plain SQL functions, which the planner unfolds into the statement that calls them.

-- Two facts that few callers need. Functions with subqueries are called, not unfolded: a statement that does not need them neither
-- plans nor locks what they read (a backend locks 16 relations cheaply, and every one more at a price).
create function is_client(account_id text) returns boolean
language sql stable as $$
    select exists (select from clients k where k.id = account_id)
$$;

-- What a user lets a team do, as long as the party is a member of it; null: nothing.
create function granted_scopes(of_user text, party text, team text) returns text
language sql stable as $$
    select array_to_string(a.scopes, ' ')
    from team_authorizations a join memberships m on m.team_id = a.team_id and m.user_id = party
    where a.user_id = of_user and a.team_id = team
$$;

-- The caller as the database knows him: one row always, also for an id that nobody has.
--   party   the authorized party of his token, where that is somebody else
--   team    the team that acts for him, where one does: then only what he himself owns is in reach, and
--           granted_scopes is what he lets that team do, as long as the party is a member of it
--   acted   whether anybody acts for him: then he is no superuser
create function caller_facts(caller_id text, party text, team text, acted boolean)
returns table (caller_exists boolean, is_superuser boolean, managed_by text, is_managed_by_client boolean,
               granted_scopes text, owns_only boolean)
language sql stable as $$
    select u.id is not null or is_client(caller_id),
           coalesce(u.is_superuser, false) and not acted,
           u.managed_by,
           u.managed_by is not null and is_client(u.managed_by),
           case when team is not null then granted_scopes(caller_id, party, team) end,
           team is not null
    from (values (1)) as one left join users u on u.id = caller_id
$$;

-- What ties a caller to an integration. Level null: no such share; role null: no member of the owning team. Untied, and no
-- superuser: the integration does not exist for him. (offset 0 keeps the planner from computing a
-- fact twice; and each of his teams is looked up by the share's key, however many shares there are.)
create function integration_facts(caller_id text, of_integration text, of_owner text)
returns table (is_owner boolean, owning_team_role smallint, own_share_level integer, team_share_level integer,
               admin_team_share_level integer, is_tied boolean)
language sql stable as $$
    select f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level,
           f.is_owner or coalesce(f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level) is not null
    from (
        select
            of_owner = 'user:' || caller_id as is_owner,
            (select m.role from memberships m
             where m.user_id = caller_id and starts_with(of_owner, 'team:') and m.team_id = substr(of_owner, 6)) as owning_team_role,
            (select s.access_level from shares s
             where s.integration_id = of_integration and s.principal_id = 'user:' || caller_id) as own_share_level,
            t.team_share_level,
            t.admin_team_share_level
        from (
            select max(s.level) filter (where s.role < 6) as team_share_level,
                   max(s.level) filter (where s.role = 6) as admin_team_share_level
            from (
                select m.role, (select s.access_level from shares s
                                where s.integration_id = of_integration and s.principal_id = 'team:' || m.team_id) as level
                from memberships m
                where m.user_id = caller_id
                offset 0) s) t
        offset 0) f
$$;

-- Managed users are seen by their party, by whom they share a team, an authorization or an integration with, and by superusers.
create function can_see_managed_user(caller_id text, caller_is_superuser boolean, of_user text, of_party text)
returns boolean
language sql stable cost 1000 as $$
    select caller_is_superuser
        or of_party = caller_id
        or of_user = caller_id
        or exists (select from memberships theirs join memberships mine on mine.team_id = theirs.team_id and mine.user_id = caller_id
                   where theirs.user_id = of_user)
        or exists (select from team_authorizations a join memberships mine on mine.team_id = a.team_id and mine.user_id = caller_id
                   where a.user_id = of_user)
        or exists (select from integrations i cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
                   where i.owner_id = 'user:' || of_user and f.is_tied)
        or exists (select from shares s join integrations i on i.id = s.integration_id
                   cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
                   where s.principal_id = 'user:' || of_user and f.is_tied)
$$;

-- The principals that a caller may see and share with: all but managed users hidden from him.
create function visible_principal(caller_id text, caller_is_superuser boolean, by_id text)
returns table (id text, kind text, name text)
language sql stable as $$
    select p.id, p.kind, p.name
    from principals p left join users u on u.principal_id = p.id
    where p.id = by_id
      and (u.managed_by is null or can_see_managed_user(caller_id, caller_is_superuser, u.id, u.managed_by))
$$;

-- The integration that an id or slug, present or former, leads to, with what ties the caller to it; no row when he cannot read it.
create function visible_integration(caller_id text, caller_is_superuser boolean, owns_only boolean, by_name text)
returns table (is_owner boolean, owning_team_role smallint, own_share_level integer, team_share_level integer,
               admin_team_share_level integer, id text, slug text, name text, type text, description text, owner_id text,
               version bigint, created_at timestamptz, updated_at timestamptz, share_count integer, share_list_version bigint)
language sql stable as $$
    select f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level,
           i.id, i.slug, i.name, i.type, i.description, i.owner_id, i.version, i.created_at, i.updated_at,
           i.share_count, i.share_list_version
    from integration_names n
    join integrations i on i.id = n.integration_id
    cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
    where n.name = by_name and (f.is_owner or not owns_only and (caller_is_superuser or f.is_tied))
$$;

-- The integrations that somebody reaches: 'owned' by him or a team of his, 'shared' with him or a team of his and not owned, '' both;
-- his own alone when a team acts for him.
create function reachable_integrations(caller_id text, owns_only boolean, how text)
returns table (id text)
language sql stable as $$
    with mine as (
        select 'user:' || caller_id as principal_id
        union all
        select 'team:' || m.team_id from memberships m where m.user_id = caller_id and not owns_only
    ), owned as (
        select i.id from mine join integrations i on i.owner_id = mine.principal_id
    ), shared as (
        select s.integration_id as id from mine join shares s on s.principal_id = mine.principal_id
        where how <> 'owned' and not owns_only
    )
    select owned.id from owned where how <> 'shared'
    union
    (select shared.id from shared except select owned.id from owned)
$$;

-- Every change of an integration, its owner or its shares begins here: writers of one integration stand in line, and whoever cannot
-- read it waits for nothing. What the caller's rights rest on is then locked for share, in the order of all locks (integrations,
-- users, memberships, authorizations): who takes such a right away waits for this transaction, or this one sees it gone. Own shares and the owner
-- need no lock of their own, for they change under the integration's. A statement of its own must read the rights afterwards: this
-- one may have waited, and its snapshot is from before.
create procedure lock_integration(caller_id text, party text, team text, acted boolean, by_name text, target_team text)
language plpgsql as $$
declare
    locked record;
begin
    select i.id, i.owner_id into locked
    from caller_facts(caller_id, party, team, acted) c
    join integration_names n on n.name = by_name
    join integrations i on i.id = n.integration_id
    cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
    where f.is_owner or not c.owns_only and (c.is_superuser or f.is_tied)
    for update of i;

    if found then
        perform from users u where u.id = caller_id for share;
        perform from memberships m
        where m.user_id = caller_id
          and (m.team_id = target_team or locked.owner_id = 'team:' || m.team_id
               or exists (select from shares s where s.integration_id = locked.id and s.principal_id = 'team:' || m.team_id))
           or m.user_id = party and m.team_id = team
        order by m.team_id, m.user_id for share;
        perform from team_authorizations a where a.user_id = caller_id and a.team_id = team for share;
    end if;
end $$;
