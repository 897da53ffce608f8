-- Lists and searches of users and principals that never pass a hidden managed user: there can be a million of them.

-- Who manages a principal is kept beside its name, so that one index has those that everyone sees, in their order, and another one the
-- managed users of a party.
drop index principals_search;
alter table principals add column managed_by text collate "C";
alter table principals alter column managed_by set (n_distinct = -1);
update principals p set managed_by = u.managed_by from users u where u.principal_id = p.id and u.managed_by is not null;

create function copy_managing_party() returns trigger language plpgsql as $$
begin
    update principals set managed_by = new.managed_by where id = new.principal_id;
    return null;
end $$;
create trigger managed_user_was_created after insert on users
    for each row when (new.managed_by is not null) execute function copy_managing_party();
create trigger managing_party_was_changed after update of managed_by on users
    for each row when (old.managed_by is distinct from new.managed_by) execute function copy_managing_party();

create index principals_unmanaged on principals (id) where managed_by is null;
create index principals_by_party on principals (managed_by, id) where managed_by is not null;
create index principals_search on principals using gin (search collate "und-x-icu" gin_trgm_ops) where managed_by is null;
create index principals_managed_search on principals using gin (search collate "und-x-icu" gin_trgm_ops) where managed_by is not null;

do $$ begin
    if exists (select from principals) then
        analyze principals;
    end if;
end $$;

-- The managed users that a caller sees, as principals, without those that the caller manages (principals_by_party has them): the caller, the
-- members of their teams, the users who authorized these teams, and the users who reach an integration of theirs; some of them repeatedly.
-- Each part is found from the caller's side if that has up to 1,000 rows; otherwise from the managed users if there are up to 10,000, since a
-- team can have all employees as members. (Subqueries with offset 0, and materialized ones, stay as they are written.)
create function visible_managed_users(caller_id text)
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

    if are_few and exists (select from shares s where s.integration_id = any(reach) and s.principal_id > 'user:' and s.principal_id < 'user;' offset 1000) then
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
    else
        return query
        select distinct s.id
        from (
            select i.owner_id as id from integrations i where i.id = any(reach)
            union all
            select s.principal_id from shares s where s.integration_id = any(reach) and s.principal_id > 'user:' and s.principal_id < 'user;') s
        where exists (select from principals p where p.id = s.id and p.managed_by <> caller_id offset 0);
    end if;
end $$;

-- One page of the principals that a caller may see; one row at least, without ID where the page is empty. What everyone sees, what a superuser
-- sees and what a party manages are each read along an index, and no further than the page, or the count to 10,001, needs.
create function list_principals(caller_id text, caller_is_superuser boolean, from_id text, to_id text, after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text, name text)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
    return query
    with shared as materialized (
        select distinct v.id from visible_managed_users(caller_id) v
        where not caller_is_superuser and to_id > 'user:' and v.id > from_id and v.id < to_id
    ), counted as (
        select count(*) as total from (
            select from principals p where not caller_is_superuser and p.managed_by is null and p.id > from_id and p.id < to_id
            union all
            select from principals p where caller_is_superuser and p.id > from_id and p.id < to_id
            union all
            select from principals p where not caller_is_superuser and p.managed_by = caller_id and p.id > from_id and p.id < to_id
            union all
            select from shared
            limit 10001) found
    ), page as (
        select found.id from (
            (select p.id from principals p
             where not caller_is_superuser and p.managed_by is null and p.id > greatest(from_id, after_id) and p.id < to_id order by p.id limit 1001)
            union all
            (select p.id from principals p
             where caller_is_superuser and p.id > greatest(from_id, after_id) and p.id < to_id order by p.id limit 1001)
            union all
            (select p.id from principals p
             where not caller_is_superuser and p.managed_by = caller_id and p.id > greatest(from_id, after_id) and p.id < to_id order by p.id limit 1001)
            union all
            select s.id from shared s where s.id > after_id) found
        order by found.id limit page_limit + 1
    ), before as (
        select found.id from (
            (select p.id from principals p
             where not caller_is_superuser and p.managed_by is null and p.id > from_id and p.id <= after_id order by p.id desc limit 1001)
            union all
            (select p.id from principals p
             where caller_is_superuser and p.id > from_id and p.id <= after_id order by p.id desc limit 1001)
            union all
            (select p.id from principals p
             where not caller_is_superuser and p.managed_by = caller_id and p.id > from_id and p.id <= after_id order by p.id desc limit 1001)
            union all
            select s.id from shared s where s.id <= after_id) found
        order by found.id desc offset page_limit limit 1
    )
    select c.total, (select b.id from before b), p.id, p.name
    from counted c left join (page join principals p on p.id = page.id) on true;
end $$;

-- Whether a text is like a pattern, by an index of its trigrams where the pattern has one. A pattern without three letters or digits in a row
-- has none: the index would be read whole, and the table after it.
create function is_like(search text, pattern text) returns boolean
language sql immutable as $$
    select case when pattern ~ '[[:alnum:]]{3}'
           then search like lower(pattern collate "und-x-icu")
           else search || '' like lower(pattern collate "und-x-icu") end
$$;

-- One page of the principals that a caller may see and whose ID or name is like the pattern; one row at least, without ID where the page is
-- empty. It is planned for its pattern at every call, though the statement that calls it stays prepared: one plan for all patterns would
-- read the index of all letters for a common one, and all rows for a rare one. Up to 10,001 are found once, for count and page alike; beyond
-- them, pages are looked for along the IDs.
create or replace function find_principals(caller_id text, caller_is_superuser boolean, pattern text, from_id text, to_id text,
                                           after_id text, page_limit integer)
returns table (total bigint, previous_after text, id text, name text)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
    return query
    with shared as materialized (
        select p.id, p.name from (select distinct v.id from visible_managed_users(caller_id) v where not caller_is_superuser and to_id > 'user:') v
        join principals p on p.id = v.id
        where p.id > from_id and p.id < to_id and p.search || '' like lower(pattern collate "und-x-icu")
    ), hits as materialized (
        select found.id, found.name from (
            (select p.id, p.name from principals p
             where is_like(p.search, pattern) and p.managed_by is null and p.id > from_id and p.id < to_id order by p.id limit 10001)
            union all
            (select p.id, p.name from principals p
             where is_like(p.search, pattern) and p.managed_by is not null and (caller_is_superuser or p.managed_by = caller_id) and p.id > from_id and p.id < to_id
             order by p.id limit 10001)
            union all
            select s.id, s.name from shared s) found
        order by found.id limit 10001
    ), counted as materialized (
        select count(*) as total, count(*) <= 10000 or after_id = '' as is_here from hits
    ), page as (
        (select h.id, h.name from hits h where (select c.is_here from counted c) and h.id > after_id order by h.id limit page_limit + 1)
        union all
        (select found.id, found.name from (
            (select p.id, p.name from principals p
             where is_like(p.search, pattern) and not (select c.is_here from counted c) and p.managed_by is null and p.id > after_id and p.id < to_id
             order by p.id limit page_limit + 1)
            union all
            (select p.id, p.name from principals p
             where is_like(p.search, pattern) and not (select c.is_here from counted c) and p.managed_by is not null and (caller_is_superuser or p.managed_by = caller_id)
               and p.id > after_id and p.id < to_id
             order by p.id limit page_limit + 1)
            union all
            select s.id, s.name from shared s where not (select c.is_here from counted c) and s.id > after_id) found
         order by found.id limit page_limit + 1)
    ), before as (
        (select h.id from hits h where (select c.is_here from counted c) and h.id <= after_id order by h.id desc offset page_limit limit 1)
        union all
        (select found.id from (
            (select p.id from principals p
             where is_like(p.search, pattern) and not (select c.is_here from counted c) and p.managed_by is null and p.id > from_id and p.id <= after_id
             order by p.id desc limit page_limit + 1)
            union all
            (select p.id from principals p
             where is_like(p.search, pattern) and not (select c.is_here from counted c) and p.managed_by is not null and (caller_is_superuser or p.managed_by = caller_id)
               and p.id > from_id and p.id <= after_id
             order by p.id desc limit page_limit + 1)
            union all
            select s.id from shared s where not (select c.is_here from counted c) and s.id <= after_id) found
         order by found.id desc offset page_limit limit 1)
    )
    select c.total, (select b.id from before b), p.id, p.name
    from counted c left join page p on true;
end $$;
