-- Version 2.
-- Pages of integrations; one row at least, without ID if the page is empty. A caller who can read an integration without any tie to it
-- reads all of them, by their key; other callers those that they reach.

-- One page in the order of the IDs, read along the indexes, and no further than the page, or the count, needs.
create or replace function list_integrations(caller_id text, caller_is_superuser boolean, acts_for_team boolean, reach text,
                                             after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    principals text[];
    ids text[];
    receives boolean := reach <> 'owned' and not acts_for_team;
begin
    if reach = '' and can_read_integration(false, false, caller_is_superuser, acts_for_team) then
        return query
        with counted as (
            select count(*) as total from (select from integrations limit counted_rows()) found
        ), page as (
            select found.id from (
                select i.id from integrations i where i.id > after_id order by i.id limit largest_page()) found
            order by found.id limit page_limit + 1
        ), before as (
            select found.id from (
                select i.id from integrations i
                where i.id <= after_id and after_id <> '' order by i.id desc limit largest_page()) found
            order by found.id desc offset page_limit limit 1
        )
        select c.total, (select b.id from before b), p.id
        from counted c left join page p on true;
    else
        principals := principals_of(caller_id, acts_for_team);
        select c.total, c.ids into total, ids from count_integrations(principals, receives, reach) c;
        if ids is not null then
            return query
            select total,
                   (select r.id from (select unnest(ids) collate "C" as id) r
                    where r.id <= after_id and after_id <> '' order by r.id desc offset page_limit limit 1),
                   p.id
            from (values (1)) as one
            left join (
                select r.id from (select unnest(ids) collate "C" as id) r
                where r.id > after_id order by r.id limit page_limit + 1) p on true;
        else
            return query
            select total,
                   (select b.id from previous_integrations(principals, receives, reach, after_id, page_limit + 1) b
                    where after_id <> '' order by b.id collate "C" desc offset page_limit limit 1),
                   p.id
            from (values (1)) as one left join next_integrations(principals, receives, reach, after_id, page_limit + 1) p on true;
        end if;
    end if;
end $$;

-- The same of those whose name, slug or description is like the pattern. Planned for its pattern, and counted, like find_principals. Only
-- one side ever runs: a condition that is constant for the statement excludes the other.
create or replace function find_integrations(caller_id text, caller_is_superuser boolean, acts_for_team boolean, reach text, pattern text,
                                             after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    reads_all boolean := reach = '' and can_read_integration(false, false, caller_is_superuser, acts_for_team);
begin
    return query
    with matching as materialized (
        select i.id
        from reachable_integrations(caller_id, acts_for_team, reach) r join integrations i on i.id = r.id
        where not reads_all and i.search || '' like lower(pattern collate "und-x-icu")
    ), hits as materialized (
        select found.id from (
            (select i.id from integrations i where reads_all and is_like(i.search, pattern) order by i.id limit counted_rows())
            union all
            select m.id from matching m) found
        order by found.id limit counted_rows()
    ), counted as materialized (
        select count(*) as total, count(*) < counted_rows() or after_id = '' as is_here from hits
    ), page as (
        (select h.id from hits h where (select c.is_here from counted c) and h.id > after_id order by h.id limit page_limit + 1)
        union all
        (select found.id from (
            (select i.id from integrations i
             where is_like(i.search, pattern) and reads_all and not (select c.is_here from counted c) and i.id > after_id
             order by i.id limit page_limit + 1)
            union all
            select m.id from matching m where not (select c.is_here from counted c) and m.id > after_id) found
         order by found.id limit page_limit + 1)
    ), before as (
        (select h.id from hits h
         where (select c.is_here from counted c) and after_id <> '' and h.id <= after_id order by h.id desc offset page_limit limit 1)
        union all
        (select found.id from (
            (select i.id from integrations i
             where is_like(i.search, pattern) and reads_all and not (select c.is_here from counted c) and i.id <= after_id
             order by i.id desc limit page_limit + 1)
            union all
            select m.id from matching m where not (select c.is_here from counted c) and m.id <= after_id) found
         order by found.id desc offset page_limit limit 1)
    )
    select c.total, (select b.id from before b), p.id
    from counted c left join page p on true;
end $$;

-- The user and their teams, which own and receive what the user reaches; the user alone if a team acts for them.
create or replace function principals_of(caller_id text, acts_for_team boolean) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    return array(
        select 'user:' || caller_id
        union all
        select 'team:' || m.team_id from memberships m where m.user_id = caller_id and not acts_for_team);
end $$;

-- The integrations that a user reaches (see integration_ids.sql), as a set, for statements that need all of them. A user in many teams is
-- looked up by one search of each index, which takes half the time.
drop function if exists reachable_integrations(text, boolean, text, integer);
create or replace function reachable_integrations(caller_id text, acts_for_team boolean, reach text)
returns table (id text)
language plpgsql stable rows 1000 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    principals text[] := principals_of(caller_id, acts_for_team);
begin
    return query
    with owned as materialized (
        select i.id from integrations i where i.owner_id = any(principals)
    )
    select o.id from owned o where reach <> 'shared'
    union
    (select s.integration_id from shares s where reach <> 'owned' and not acts_for_team and s.principal_id = any(principals)
     except
     select o.id from owned o);
end $$;
