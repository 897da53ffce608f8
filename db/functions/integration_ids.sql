-- Version 1.
-- The IDs of the integrations that principals own or receive. Of both indexes, each principal has a range in the order of the IDs: counts
-- stop at counted_rows(), and pages of more than these merge the ranges.
-- What is reached: 'owned' by one of the principals, 'shared' with one of them and owned by none, '' both. Without receives, shares do
-- not count. The owner is looked up in an expression, not a join, so that the principals are hashed once.

-- How many are reached, up to counted_rows(), and their IDs, in any order; null if there are more. An integration can be shared with many
-- of the principals: an eighth more shares are read than must be counted, and if these are too few integrations, four times as many.
-- The owned ones among the shared are hashed if they are few; otherwise the owner of each is looked up.
create or replace function count_integrations(principals text[], receives boolean, reach text)
returns table (total bigint, ids text[])
language plpgsql stable rows 1 set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_sort = off as $$
declare
    most_owned integer := counted_rows() * case when reach = 'shared' then 4 else 1 end;
    owned text[] := array(select i.id from integrations i where i.owner_id = any(principals) limit most_owned);
    most_shares integer := (counted_rows() - case when reach = '' then cardinality(owned) else 0 end) * 9 / 8;
    is_complete boolean := true;
begin
    if reach = 'owned' or not receives or (reach = '' and cardinality(owned) = most_owned) then
        ids := case when reach <> 'shared' then owned else '{}' end;
        total := cardinality(ids);
    else
        loop
            select count(*) filter (where f.is_reached), coalesce(array_agg(f.id) filter (where f.is_reached), '{}'),
                   coalesce(sum(f.shares), 0) < most_shares
            into total, ids, is_complete
            from (
                select r.id, sum(r.shares)::integer as shares,
                       case when reach = '' then true
                            when min(r.shares) = 0 then false
                            when cardinality(owned) < most_owned then true
                            else (select i.owner_id not in (select unnest(principals)) from integrations i where i.id = r.id)
                       end as is_reached
                from (
                    select unnest(owned) as id, 0 as shares
                    union all
                    (select s.integration_id, 1 from shares s where s.principal_id = any(principals) limit most_shares)) r
                group by r.id) f;
            exit when is_complete or total >= counted_rows();
            most_shares := most_shares * 4;
        end loop;
    end if;
    if total >= counted_rows() then
        total := counted_rows();
        ids := null;
    end if;
    return next;
end $$;

-- The first integrations behind an ID. Of each principal's ranges, a few IDs are read at first (heads). If these are as many as wanted, the
-- last of them bounds the page: a range that is not at its end before that is read up to it (tails). So little more is read than a page,
-- however much is reached. (The
-- character 127 is behind every ID.)
create or replace function next_integrations(principals text[], receives boolean, reach text, after_id text, wanted integer)
returns table (id text)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    few integer := least(wanted, 2 + wanted / cardinality(principals));
begin
    return query
    with heads as materialized (
        select p.id as principal_id, false as is_share, array(
            select i.id from integrations i where i.owner_id = p.id and i.id > after_id order by i.id limit few) as ids
        from unnest(principals) p (id)
        where reach <> 'shared'
        union all
        select p.id, true, array(
            select s.integration_id from shares s
            where s.principal_id = p.id and s.integration_id > after_id
              and (reach <> 'shared'
                   or (select i.owner_id not in (select unnest(principals)) from integrations i where i.id = s.integration_id))
            order by s.integration_id limit few)
        from unnest(principals) p (id)
        where receives
    ), found as materialized (
        select distinct unnest(h.ids) as id from heads h
    ), tails as materialized (
        select h.principal_id, h.is_share, h.ids[few] as last_id, bound.id as bound_id
        from heads h
        cross join (select coalesce((select f.id from found f order by f.id offset wanted - 1 limit 1), chr(127)) as id offset 0) bound
        where h.ids[few] < bound.id
    )
    select f.id from found f
    union
    select o.id
    from tails t cross join lateral (
        select i.id from integrations i
        where i.owner_id = t.principal_id and i.id > t.last_id and i.id <= t.bound_id
        order by i.id limit wanted) o
    where not t.is_share
    union
    select r.id
    from tails t cross join lateral (
        select s.integration_id as id from shares s
        where s.principal_id = t.principal_id and s.integration_id > t.last_id and s.integration_id <= t.bound_id
          and (reach <> 'shared'
               or (select i.owner_id not in (select unnest(principals)) from integrations i where i.id = s.integration_id))
        order by s.integration_id limit wanted) r
    where t.is_share
    order by 1 limit wanted;
end $$;

-- The same backwards: an ID, if it is reached, and those before it, in descending order.
create or replace function previous_integrations(principals text[], receives boolean, reach text, from_id text, wanted integer)
returns table (id text)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    few integer := least(wanted, 2 + wanted / cardinality(principals));
begin
    return query
    with heads as materialized (
        select p.id as principal_id, false as is_share, array(
            select i.id from integrations i where i.owner_id = p.id and i.id <= from_id order by i.id desc limit few) as ids
        from unnest(principals) p (id)
        where reach <> 'shared'
        union all
        select p.id, true, array(
            select s.integration_id from shares s
            where s.principal_id = p.id and s.integration_id <= from_id
              and (reach <> 'shared'
                   or (select i.owner_id not in (select unnest(principals)) from integrations i where i.id = s.integration_id))
            order by s.integration_id desc limit few)
        from unnest(principals) p (id)
        where receives
    ), found as materialized (
        select distinct unnest(h.ids) as id from heads h
    ), tails as materialized (
        select h.principal_id, h.is_share, h.ids[few] as last_id, bound.id as bound_id
        from heads h
        cross join (select coalesce((select f.id from found f order by f.id desc offset wanted - 1 limit 1), '') as id offset 0) bound
        where h.ids[few] > bound.id
    )
    select f.id from found f
    union
    select o.id
    from tails t cross join lateral (
        select i.id from integrations i
        where i.owner_id = t.principal_id and i.id < t.last_id and i.id >= t.bound_id
        order by i.id desc limit wanted) o
    where not t.is_share
    union
    select r.id
    from tails t cross join lateral (
        select s.integration_id as id from shares s
        where s.principal_id = t.principal_id and s.integration_id < t.last_id and s.integration_id >= t.bound_id
          and (reach <> 'shared'
               or (select i.owner_id not in (select unnest(principals)) from integrations i where i.id = s.integration_id))
        order by s.integration_id desc limit wanted) r
    where t.is_share
    order by 1 desc limit wanted;
end $$;
