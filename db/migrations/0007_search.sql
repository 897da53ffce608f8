-- Searching compares by the rules of "und-x-icu", and an index serves only comparisons by its own.
drop index principals_search;
create index principals_search on principals using gin (search collate "und-x-icu" gin_trgm_ops);
drop index integrations_search;
create index integrations_search on integrations using gin (search collate "und-x-icu" gin_trgm_ops);

-- One page of the principals that a caller may see and whose id or name is like the pattern; one row at least, without id where the page
-- is empty. It is planned for its pattern at every call, though the statement that calls it stays prepared: one plan for all patterns
-- would read the index of all letters for a common one, and all rows for a rare one. Up to 10,000 are found once, for count and page
-- alike; of more, which is much, the page is looked for along the ids. Whether somebody is hidden is asked of each that is found, not
-- by a join: that could read all users.
create function find_principals(caller_id text, caller_is_superuser boolean, pattern text, from_id text, to_id text,
                                after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text, name text)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    -- A pattern without three letters or digits in a row has no trigram: the index would be read whole, and the table after it.
    has_trigram boolean := pattern ~ '[[:alnum:]]{3}';
begin
    return query
    with found as not materialized (
        select p.id, p.name
        from principals p
        where p.id > from_id and p.id < to_id
          and (not has_trigram or p.search like lower(pattern collate "und-x-icu"))
          and (has_trigram or p.search || '' like lower(pattern collate "und-x-icu"))
          and (select u.managed_by is null or can_see_managed_user(caller_id, caller_is_superuser, u.id, u.managed_by)
               from users u where u.principal_id = p.id) is not false
    ), hits as materialized (
        select f.id, f.name from found f order by f.id limit 10001
    ), counted as materialized (
        select count(*) as total from hits
    ), page as (
        (select h.id, h.name from hits h
         where (select c.total from counted c) <= 10000 and h.id > after_id order by h.id limit page_limit + 1)
        union all
        (select f.id, f.name from found f
         where (select c.total from counted c) > 10000 and f.id > after_id order by f.id limit page_limit + 1)
    ), before as (
        (select h.id from hits h
         where (select c.total from counted c) <= 10000 and after_id <> '' and h.id <= after_id order by h.id desc offset page_limit limit 1)
        union all
        (select f.id from found f
         where (select c.total from counted c) > 10000 and after_id <> '' and f.id <= after_id order by f.id desc offset page_limit limit 1)
    )
    select c.total, (select b.id from before b), p.id, p.name
    from counted c left join page p on true;
end $$;
