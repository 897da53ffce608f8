-- Statements are planned once on a connection, for whatever values come (plan_cache_mode = force_generic_plan, set by the server for its
-- connections): planning a short read takes several times what running it takes. Here is what has to differ, so that one plan is good
-- for all values, and what would be planned at every request all the same.

-- Functions with subqueries are called, not unfolded. In SQL they would be planned again by every statement that calls them (up to
-- PostgreSQL 17); in PL/pgSQL their plans stay with the connection.
create or replace function is_client(account_id text) returns boolean
language plpgsql stable as $$
begin
    return exists (select from clients k where k.id = account_id);
end $$;

create or replace function granted_scopes(of_user text, party text, team text) returns text
language plpgsql stable as $$
begin
    return (select array_to_string(a.scopes, ' ')
            from team_authorizations a join memberships m on m.team_id = a.team_id and m.user_id = party
            where a.user_id = of_user and a.team_id = team);
end $$;

-- (Set here, too, for a search that is planned for its pattern asks it of each that it finds.)
create or replace function can_see_managed_user(caller_id text, caller_is_superuser boolean, of_user text, of_party text)
returns boolean
language plpgsql stable cost 1000 set plan_cache_mode = force_generic_plan as $$
begin
    return caller_is_superuser
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
                   where s.principal_id = 'user:' || of_user and f.is_tied);
end $$;

-- What ties a caller to an integration. Level null: no such share; role null: no member of the owning team. The owner holds everything,
-- so nothing more is looked up for him. Untied, and no superuser: the integration does not exist for him. (offset 0 keeps the planner
-- from computing a fact twice; and each of his teams is looked up by the share's key, however many shares there are.)
create or replace function integration_facts(caller_id text, of_integration text, of_owner text)
returns table (is_owner boolean, owning_team_role smallint, own_share_level integer, team_share_level integer,
               admin_team_share_level integer, is_tied boolean)
language sql stable as $$
    select f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level,
           f.is_owner or coalesce(f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level) is not null
    from (
        select
            of_owner = 'user:' || caller_id as is_owner,
            max(t.role) filter (where t.is_owner) as owning_team_role,
            (select s.access_level from shares s
             where s.integration_id = of_integration and s.principal_id = nullif('user:' || caller_id, of_owner)) as own_share_level,
            max(t.level) filter (where t.role < 6) as team_share_level,
            max(t.level) filter (where t.role = 6) as admin_team_share_level
        from (
            select m.role, 'team:' || m.team_id = of_owner as is_owner,
                   (select s.access_level from shares s
                    where s.integration_id = of_integration and s.principal_id = 'team:' || m.team_id) as level
            from memberships m
            where m.user_id = case when of_owner <> 'user:' || caller_id then caller_id end
            offset 0) t) f
$$;

-- Names are read with every share of a list: from the index alone.
create index principals_names on principals (id) include (name);

-- One page of the integrations that a caller reaches and whose name, slug or description is like the pattern; one row at least, without
-- id where the page is empty. Planned for its pattern, and counted, like find_principals.
create function find_integrations(caller_id text, is_all boolean, owns_only boolean, how text, pattern text, after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    has_trigram boolean := pattern ~ '[[:alnum:]]{3}';
begin
    return query
    with reach as materialized (
        select r.id from reachable_integrations(caller_id, owns_only, how) r where not is_all
    ), found as not materialized (
        select i.id
        from integrations i
        where is_all
          and (not has_trigram or i.search like lower(pattern collate "und-x-icu"))
          and (has_trigram or i.search || '' like lower(pattern collate "und-x-icu"))
        union all
        select i.id
        from reach r join integrations i on i.id = r.id
        where i.search || '' like lower(pattern collate "und-x-icu")
    ), hits as materialized (
        select f.id from found f order by f.id limit 10001
    ), counted as materialized (
        select count(*) as total from hits
    ), page as (
        (select h.id from hits h
         where (select c.total from counted c) <= 10000 and h.id > after_id order by h.id limit page_limit + 1)
        union all
        (select f.id from found f
         where (select c.total from counted c) > 10000 and f.id > after_id order by f.id limit page_limit + 1)
    ), before as (
        (select h.id from hits h
         where (select c.total from counted c) <= 10000 and after_id <> '' and h.id <= after_id order by h.id desc offset page_limit limit 1)
        union all
        (select f.id from found f
         where (select c.total from counted c) > 10000 and after_id <> '' and f.id <= after_id order by f.id desc offset page_limit limit 1)
    )
    select c.total, (select b.id from before b), p.id
    from counted c left join page p on true;
end $$;
