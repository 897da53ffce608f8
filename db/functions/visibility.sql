-- Version 3.
-- Who can see which users. Everyone sees unmanaged users and teams. A managed user is visible to superusers, their party, themselves, and
-- users who have a team, an authorization or an integration in common with them.

drop function if exists visible_grantors(text, boolean, text);

-- For one user; visible_managed_users finds all of them. Common teams are looked up from the user who is in few.
create or replace function can_see_managed_user(caller_id text, caller_is_superuser boolean, target_user_id text, managing_party_id text)
returns boolean
language plpgsql stable cost 1000 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    if caller_is_superuser or managing_party_id = caller_id or target_user_id = caller_id then
        return true;
    end if;
    return
        case when exists (select from memberships theirs where theirs.user_id = target_user_id offset 100)
        then exists (select from memberships mine
                     where mine.user_id = caller_id
                       and exists (select from memberships theirs
                                   where theirs.user_id = target_user_id and theirs.team_id = mine.team_id offset 0))
        else exists (select from memberships theirs
                     where theirs.user_id = target_user_id
                       and exists (select from memberships mine
                                   where mine.user_id = caller_id and mine.team_id = theirs.team_id offset 0))
        end
        or exists (select from team_authorizations a
                   where a.user_id = target_user_id
                     and exists (select from memberships mine where mine.user_id = caller_id and mine.team_id = a.team_id offset 0))
        or ((exists (select from integrations i where i.owner_id = 'user:' || target_user_id)
             or exists (select from shares s where s.principal_id = 'user:' || target_user_id))
            and share_an_integration(caller_id, target_user_id));
end $$;

-- Whether two users reach one integration. The other user can own or receive nearly everything; then the caller's integrations are
-- looked up, not theirs.
create or replace function share_an_integration(caller_id text, other_user_id text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    if exists (select from integrations i where i.owner_id = 'user:' || other_user_id offset 100)
       or exists (select from shares s where s.principal_id = 'user:' || other_user_id offset 100) then
        return exists (select from reachable_integrations(caller_id, false, '') r join integrations i on i.id = r.id
                       where i.owner_id = 'user:' || other_user_id
                          or exists (select from shares s where s.integration_id = r.id and s.principal_id = 'user:' || other_user_id));
    end if;
    return exists (select from integrations i cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
                   where i.owner_id = 'user:' || other_user_id and f.is_tied)
        or exists (select from shares s join integrations i on i.id = s.integration_id
                   cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
                   where s.principal_id = 'user:' || other_user_id and f.is_tied);
end $$;

-- Whether the caller can see a user. A user who does not exist takes as long as a managed user who is hidden, so that the time of a response
-- does not tell them apart.
create or replace function is_visible_user(caller_id text, caller_is_superuser boolean, target_user_id text, user_exists boolean,
                                           managing_party_id text) returns boolean
language sql stable as $$
    select case when user_exists and managing_party_id is null then true
                else can_see_managed_user(caller_id, caller_is_superuser, target_user_id, managing_party_id) and user_exists end
$$;

-- A principal that a caller can see and share with; no row if it is a managed user who is hidden from the caller.
create or replace function visible_principal(caller_id text, caller_is_superuser boolean, target_principal_id text)
returns table (id text, kind text, name text)
language sql stable as $$
    select p.id, p.kind, p.name
    from (values (target_principal_id)) as target (id)
    left join principals p on p.id = target.id
    left join users u on u.principal_id = p.id
    where is_visible_user(caller_id, caller_is_superuser, substr(target.id, 6), p.id is not null, u.managed_by)
$$;

-- Those of the principals that the caller can see, in the order of their IDs; deleted users are not among them.
create or replace function visible_principals(caller_id text, caller_is_superuser boolean, principal_ids text[]) returns text[]
language plpgsql stable as $$
begin
    return array(
        select p.id from unnest(principal_ids) as target cross join lateral visible_principal(caller_id, caller_is_superuser, target) p
        order by p.id);
end $$;

-- The managed users that a caller sees, as principals, without those that the caller manages (principals_by_party has them): the caller,
-- the members of their teams, the users who authorized these teams, and the users who reach an integration of theirs; some of them
-- repeatedly. Each part is found from the caller's side if that has up to 1,000 rows; otherwise from the managed users if there are up to
-- 10,000, since a team can have all employees as members. Two larger sets are hashed. (Subqueries with offset 0, and materialized ones,
-- stay as they are written.)
create or replace function visible_managed_users(caller_id text)
returns table (id text)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    teams text[];
    reach text[];
    are_few boolean;
begin
    if not exists (select from principals p where p.managed_by is not null) then
        return;
    end if;
    are_few := not exists (select from principals p where p.managed_by is not null offset 10000);
    teams := array(select m.team_id from memberships m where m.user_id = caller_id);
    reach := array(select r.id from reachable_integrations(caller_id, false, '') r);

    return query
    select p.id from principals p where p.id = 'user:' || caller_id and p.managed_by <> caller_id
    union
    select a.id from (select 'user:' || a.user_id as id from team_authorizations a where a.team_id = any(teams)) a
    where exists (select from principals p where p.id = a.id and p.managed_by <> caller_id offset 0);

    if are_few and exists (select from memberships m where m.team_id = any(teams) offset 1000) then
        return query
        with theirs as materialized (
            select p.id, m.team_id
            from principals p
            cross join lateral (select m.team_id from memberships m where m.user_id = substr(p.id, 6) offset 0) m
            where p.managed_by is not null and p.managed_by <> caller_id
        )
        select distinct t.id from theirs t where t.team_id in (select unnest(teams));
    else
        return query
        select distinct m.id from (select 'user:' || m.user_id as id from memberships m where m.team_id = any(teams)) m
        where exists (select from principals p where p.id = m.id and p.managed_by <> caller_id offset 0);
    end if;

    if are_few and exists (select from shares s
                           where s.integration_id = any(reach) and s.principal_id > 'user:' and s.principal_id < 'user;' offset 1000) then
        return query
        with theirs as materialized (
            select p.id, r.integration_id
            from principals p
            cross join lateral (
                select s.integration_id from shares s where s.principal_id = p.id
                union all
                select i.id from integrations i where i.owner_id = p.id
                offset 0) r
            where p.managed_by is not null and p.managed_by <> caller_id
        )
        select distinct t.id from theirs t where t.integration_id in (select unnest(reach));
    elsif not are_few
          and exists (select from shares s
                      where s.integration_id = any(reach) and s.principal_id > 'user:' and s.principal_id < 'user;' offset 10000)
          and not exists (select from principals p where p.managed_by is not null offset 100000) then
        return query
        select r.id
        from (
            select i.owner_id as id from integrations i where i.id = any(reach)
            union all
            select s.principal_id from shares s
            where s.integration_id = any(reach) and s.principal_id > 'user:' and s.principal_id < 'user;') r
        intersect
        select p.id from principals p where p.managed_by is not null and p.managed_by <> caller_id;
    else
        return query
        select distinct s.id
        from (
            select i.owner_id as id from integrations i where i.id = any(reach)
            union all
            select s.principal_id from shares s
            where s.integration_id = any(reach) and s.principal_id > 'user:' and s.principal_id < 'user;') s
        where exists (select from principals p where p.id = s.id and p.managed_by <> caller_id offset 0);
    end if;
end $$;

