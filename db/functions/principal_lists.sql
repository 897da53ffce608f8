-- Version 2.
-- Pages of the principals that a caller can see; one row at least, without ID if the page is empty.

-- One page in the order of the IDs. What everyone sees, what a superuser sees and what a party manages are each read along an index, and no
-- further than the page, or the count, needs. If everyone sees more than are counted, only those managed users matter who can be on this
-- page or the one before: between the first and the last ID of what everyone sees there. If they are few, each is looked up (nearby).
create or replace function list_principals(caller_id text, caller_is_superuser boolean, from_id text, to_id text,
                                           after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text, name text)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    unmanaged integer := (
        select count(*) from (
            select from principals p
            where not caller_is_superuser and p.managed_by is null and p.id > from_id and p.id < to_id limit counted_rows()) found);
    nearby text[];
begin
    if unmanaged = counted_rows() then
        nearby := managed_users_nearby(from_id, to_id, after_id, page_limit);
    end if;
    return query
    with shared as materialized (
        select distinct v.id from visible_managed_users(caller_id) v
        where nearby is null and not caller_is_superuser and to_id > 'user:' and v.id > from_id and v.id < to_id
        union all
        select p.id from unnest(nearby) n (id) join principals p on p.id = n.id
        where p.managed_by <> caller_id and can_see_managed_user(caller_id, false, substr(p.id, 6), p.managed_by)
    ), counted as (
        select least(unmanaged + count(*), counted_rows()) as total from (
            select from principals p where caller_is_superuser and p.id > from_id and p.id < to_id
            union all
            select from principals p
            where not caller_is_superuser and unmanaged < counted_rows() and p.managed_by = caller_id and p.id > from_id and p.id < to_id
            union all
            select from shared where unmanaged < counted_rows()
            limit counted_rows()) found
    ), page as (
        select found.id from (
            (select p.id from principals p
             where not caller_is_superuser and p.managed_by is null and p.id > greatest(from_id, after_id) and p.id < to_id
             order by p.id limit largest_page())
            union all
            (select p.id from principals p
             where caller_is_superuser and p.id > greatest(from_id, after_id) and p.id < to_id
             order by p.id limit largest_page())
            union all
            (select p.id from principals p
             where not caller_is_superuser and p.managed_by = caller_id and p.id > greatest(from_id, after_id) and p.id < to_id
             order by p.id limit largest_page())
            union all
            select s.id from shared s where s.id > after_id) found
        order by found.id limit page_limit + 1
    ), before as (
        select found.id from (
            (select p.id from principals p
             where not caller_is_superuser and p.managed_by is null and p.id > from_id and p.id <= after_id
             order by p.id desc limit largest_page())
            union all
            (select p.id from principals p
             where caller_is_superuser and p.id > from_id and p.id <= after_id
             order by p.id desc limit largest_page())
            union all
            (select p.id from principals p
             where not caller_is_superuser and p.managed_by = caller_id and p.id > from_id and p.id <= after_id
             order by p.id desc limit largest_page())
            union all
            select s.id from shared s where s.id <= after_id) found
        order by found.id desc offset page_limit limit 1
    )
    select c.total, (select b.id from before b), p.id, p.name
    from counted c left join (page join principals p on p.id = page.id) on true;
end $$;

-- The managed users, hidden or not, between the first ID that everyone sees on the page before, and the last one on this page; null if
-- they are too many to be looked up one by one.
create or replace function managed_users_nearby(from_id text, to_id text, after_id text, page_limit integer) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    first_id text := (
        select found.id from (
            select p.id from principals p
            where p.managed_by is null and p.id > from_id and p.id <= after_id order by p.id desc limit largest_page()) found
        order by found.id desc offset page_limit limit 1);
    last_id text := (
        select found.id from (
            select p.id from principals p
            where p.managed_by is null and p.id > greatest(from_id, after_id) and p.id < to_id order by p.id limit largest_page()) found
        order by found.id offset page_limit limit 1);
    most integer := 3 * largest_page();
    nearby text[];
    size integer;
begin
    select array_agg(p.id) filter (where p.managed_by is not null), count(*) into nearby, size
    from (
        select p.id, p.managed_by from principals p
        where p.id > coalesce(first_id, from_id) and p.id < coalesce(last_id, to_id)
        order by p.id limit most) p;
    return case when size < most and coalesce(cardinality(nearby), 0) <= 100 then coalesce(nearby, '{}') end;
end $$;

-- Whether a text is like a pattern, by an index of its trigrams if the pattern has one. A pattern without three letters or digits in a row
-- has none: the index would be read whole, and the table after it.
create or replace function is_like(search text, pattern text) returns boolean
language sql immutable as $$
    select case when pattern ~ '[[:alnum:]]{3}'
           then search like lower(pattern collate "und-x-icu")
           else search || '' like lower(pattern collate "und-x-icu") end
$$;

-- One page of those whose ID or name is like the pattern. It is planned for its pattern at every call, though the statement that calls it
-- stays prepared: one plan for all patterns would read the index of all letters for a common one, and all rows for a rare one. As many as
-- are counted are found once, for count and page; if there are more, later pages are looked for along the IDs.
create or replace function find_principals(caller_id text, caller_is_superuser boolean, pattern text, from_id text, to_id text,
                                           after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text, name text)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
    return query
    with shared as materialized (
        select p.id, p.name
        from (select distinct v.id from visible_managed_users(caller_id) v where not caller_is_superuser and to_id > 'user:') v
        join principals p on p.id = v.id
        where p.id > from_id and p.id < to_id and p.search || '' like lower(pattern collate "und-x-icu")
    ), hits as materialized (
        select found.id, found.name from (
            (select p.id, p.name from principals p
             where is_like(p.search, pattern) and p.managed_by is null and p.id > from_id and p.id < to_id
             order by p.id limit counted_rows())
            union all
            (select p.id, p.name from principals p
             where is_like(p.search, pattern) and p.managed_by is not null and (caller_is_superuser or p.managed_by = caller_id)
               and p.id > from_id and p.id < to_id
             order by p.id limit counted_rows())
            union all
            select s.id, s.name from shared s) found
        order by found.id limit counted_rows()
    ), counted as materialized (
        select count(*) as total, count(*) < counted_rows() or after_id = '' as is_here from hits
    ), page as (
        (select h.id, h.name from hits h where (select c.is_here from counted c) and h.id > after_id order by h.id limit page_limit + 1)
        union all
        (select found.id, found.name from (
            (select p.id, p.name from principals p
             where is_like(p.search, pattern) and not (select c.is_here from counted c) and p.managed_by is null
               and p.id > after_id and p.id < to_id
             order by p.id limit page_limit + 1)
            union all
            (select p.id, p.name from principals p
             where is_like(p.search, pattern) and not (select c.is_here from counted c) and p.managed_by is not null
               and (caller_is_superuser or p.managed_by = caller_id) and p.id > after_id and p.id < to_id
             order by p.id limit page_limit + 1)
            union all
            select s.id, s.name from shared s where not (select c.is_here from counted c) and s.id > after_id) found
         order by found.id limit page_limit + 1)
    ), before as (
        (select h.id from hits h
         where (select c.is_here from counted c) and h.id <= after_id order by h.id desc offset page_limit limit 1)
        union all
        (select found.id from (
            (select p.id from principals p
             where is_like(p.search, pattern) and not (select c.is_here from counted c) and p.managed_by is null
               and p.id > from_id and p.id <= after_id
             order by p.id desc limit page_limit + 1)
            union all
            (select p.id from principals p
             where is_like(p.search, pattern) and not (select c.is_here from counted c) and p.managed_by is not null
               and (caller_is_superuser or p.managed_by = caller_id) and p.id > from_id and p.id <= after_id
             order by p.id desc limit page_limit + 1)
            union all
            select s.id from shared s where not (select c.is_here from counted c) and s.id <= after_id) found
         order by found.id desc offset page_limit limit 1)
    )
    select c.total, (select b.id from before b), p.id, p.name
    from counted c left join page p on true;
end $$;
