-- Version 1.
-- What was true at a time. Where the clocks of servers differ, two states of one row can overlap: the one that began last counts.

-- The owner at a time since the integration was created.
create or replace function owner_at(target_integration_id text, present_owner_id text, at_time timestamptz) returns text
language plpgsql stable as $$
begin
    return coalesce(
        (select p.owner_id from past_owners p
         where p.integration_id = target_integration_id and p.valid_to > at_time order by p.valid_to limit 1),
        present_owner_id);
end $$;

-- The share of one principal at a time; no row if there was none. updated_at is the time at which this state began.
create or replace function share_at(target_integration_id text, target_principal_id text, at_time timestamptz)
returns table (access_level integer, granted_by text, created_at timestamptz, updated_at timestamptz)
language sql stable as $$
    select s.access_level, s.granted_by, s.created_at, s.updated_at
    from (
        select p.access_level, p.granted_by, p.created_at, p.updated_at, p.valid_to
        from (
            select s.access_level, s.granted_by, s.created_at, s.updated_at, 'infinity'::timestamptz as valid_to
            from shares s
            where s.integration_id = target_integration_id and s.principal_id = target_principal_id and s.updated_at <= at_time
            union all
            (select p.access_level, p.granted_by, p.created_at, p.valid_from, p.valid_to
             from past_shares p
             where p.integration_id = target_integration_id and p.principal_id = target_principal_id and p.valid_from <= at_time
             order by p.valid_from desc limit 1)) p
        order by p.valid_to = 'infinity' desc limit 1) s
    where s.valid_to > at_time
$$;

-- The principals behind an ID that have or had a share, in their order, up to end_id; end_id is null if these are all. The number of rows
-- that are read depends on the number wanted only, not on the number of states, of which a principal can have any number.
create or replace function principals_ever_shared(target_integration_id text, after_id text, wanted integer)
returns table (ids text[], end_id text)
language plpgsql stable rows 1 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    present text[] collate "C" := array(
        select s.principal_id from shares s
        where s.integration_id = target_integration_id and s.principal_id > after_id order by s.principal_id limit wanted);
    past text[] collate "C" := array(
        with recursive steps as (
            (select p.principal_id from past_shares p
             where p.integration_id = target_integration_id and p.principal_id > after_id order by p.principal_id limit 1)
            union all
            select (select p.principal_id from past_shares p
                    where p.integration_id = target_integration_id and p.principal_id > s.principal_id order by p.principal_id limit 1)
            from steps s where s.principal_id is not null
        )
        select s.principal_id from steps s where s.principal_id is not null limit wanted);
    bound text collate "C";
begin
    bound := least(case when cardinality(present) = wanted then present[wanted] end,
                   case when cardinality(past) = wanted then past[wanted] end);
    return query
    select array(
               select u.id from (select unnest(present) union select unnest(past)) u (id)
               where bound is null or u.id <= bound order by u.id),
           bound;
end $$;
