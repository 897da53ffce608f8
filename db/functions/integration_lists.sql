-- Version 1.
-- Pages of integrations; one row at least, without ID if the page is empty. A caller who can read an integration without any tie to it
-- reads all of them, by their key; other callers the few that they reach. Only one side ever runs: a condition that is constant for the
-- statement excludes the other.

-- One page in the order of the IDs. A first page needs no more of what the caller reaches than is counted.
create or replace function list_integrations(caller_id text, caller_is_superuser boolean, acts_for_team boolean, reach text,
                                             after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    reads_all boolean := reach = '' and can_read_integration(false, false, caller_is_superuser, acts_for_team);
begin
    return query
    with reached as materialized (
        select r.id from reachable_integrations(caller_id, acts_for_team, reach, case when after_id = '' then counted_rows() end) r
        where not reads_all
    ), counted as (
        select count(*) as total from (
            (select from integrations where reads_all limit counted_rows())
            union all
            (select from reached limit counted_rows())) found
    ), page as (
        select found.id from (
            (select i.id from integrations i where reads_all and i.id > after_id order by i.id limit largest_page())
            union all
            select r.id from reached r where r.id > after_id) found
        order by found.id limit page_limit + 1
    ), before as (
        select found.id from (
            (select i.id from integrations i
             where reads_all and i.id <= after_id and after_id <> '' order by i.id desc limit largest_page())
            union all
            select r.id from reached r where r.id <= after_id and after_id <> '') found
        order by found.id desc offset page_limit limit 1
    )
    select c.total, (select b.id from before b), p.id
    from counted c left join page p on true;
end $$;

-- The same of those whose name, slug or description is like the pattern. Planned for its pattern, and counted, like find_principals.
create or replace function find_integrations(caller_id text, caller_is_superuser boolean, acts_for_team boolean, reach text, pattern text,
                                             after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    reads_all boolean := reach = '' and can_read_integration(false, false, caller_is_superuser, acts_for_team);
begin
    return query
    with reached as materialized (
        select r.id from reachable_integrations(caller_id, acts_for_team, reach) r where not reads_all
    ), found as not materialized (
        select i.id from integrations i where reads_all and is_like(i.search, pattern)
        union all
        select i.id
        from reached r join integrations i on i.id = r.id
        where i.search || '' like lower(pattern collate "und-x-icu")
    ), hits as materialized (
        select f.id from found f order by f.id limit counted_rows()
    ), counted as materialized (
        select count(*) as total, count(*) < counted_rows() as is_complete from hits
    ), page as (
        (select h.id from hits h
         where (select c.is_complete from counted c) and h.id > after_id order by h.id limit page_limit + 1)
        union all
        (select f.id from found f
         where not (select c.is_complete from counted c) and f.id > after_id order by f.id limit page_limit + 1)
    ), before as (
        (select h.id from hits h
         where (select c.is_complete from counted c) and after_id <> '' and h.id <= after_id order by h.id desc offset page_limit limit 1)
        union all
        (select f.id from found f
         where not (select c.is_complete from counted c) and after_id <> '' and f.id <= after_id
         order by f.id desc offset page_limit limit 1)
    )
    select c.total, (select b.id from before b), p.id
    from counted c left join page p on true;
end $$;
