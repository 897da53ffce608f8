-- Version 1.
-- The record of changes: it only grows, and a history shows a change only if the caller can see the principals that it concerns.

-- Also for the owner of the table, who needs no permission: a mistake, or an injected statement, cannot rewrite the record.
create or replace function refuse_change_of_record() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'insufficient_privilege', message = 'the record of changes is append-only';
end $$;

create or replace trigger changes_are_append_only before update or delete or truncate on changes
    for each statement execute function refuse_change_of_record();

-- Whether a change that concerns the principal can be shown to the caller. Teams are always named, also deleted ones: their IDs were
-- public. A user is named as long as the caller can see them, a deleted user to those who could see them without any tie.
create or replace function is_named_to(caller_id text, caller_is_superuser boolean, target_principal_id text) returns boolean
language plpgsql stable cost 100 as $$
declare
    party_id text;
begin
    if caller_is_superuser or target_principal_id is null
       or target_principal_id = 'user:' || caller_id or starts_with(target_principal_id, 'team:') then
        return true;
    end if;
    select p.managed_by into party_id from principals p where p.id = target_principal_id;
    if not found then
        select c.before ->> 'managed_by' into party_id
        from changes c where c.subject = target_principal_id and c.action = 'user.delete';
    end if;
    return party_id is null or can_see_managed_user(caller_id, false, substr(target_principal_id, 6), party_id);
end $$;

-- The user or OAuth client who made a change; null if the caller cannot see them. Clients are visible to superusers and to the users that
-- they manage.
create or replace function named_actor(caller_id text, caller_is_superuser boolean, actor_id text) returns text
language plpgsql stable cost 100 as $$
begin
    if caller_is_superuser or actor_id = caller_id then
        return actor_id;
    end if;
    -- Nearly all changes are made by unmanaged users: one lookup.
    if exists (select from principals p where p.id = 'user:' || actor_id and p.managed_by is null) then
        return actor_id;
    end if;
    if exists (select from account_ids a where a.id = actor_id and a.kind = 'client') then
        return (select u.managed_by from users u where u.id = caller_id and u.managed_by = actor_id);
    end if;
    return case when is_named_to(caller_id, false, 'user:' || actor_id) then actor_id end;
end $$;

-- Whether the caller can read an integration; false if it does not exist. For the subjects of changes: a row of another statement.
create or replace function reads_integration(caller_id text, caller_is_superuser boolean, target_integration_id text) returns boolean
language plpgsql stable cost 1000 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    if target_integration_id is null then
        return false;
    end if;
    if caller_is_superuser then
        return exists (select from integrations i where i.id = target_integration_id);
    end if;
    return exists (select from integrations i cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
                   where i.id = target_integration_id and can_read_integration(f.is_owner, f.is_tied, false, false));
end $$;

-- Those of the integrations that the caller can read: for a page, one statement is far cheaper than one for each row.
create or replace function readable_integrations(caller_id text, caller_is_superuser boolean, integration_ids text[]) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return array(
        select i.id from (select distinct t.id from unnest(integration_ids) as t (id)) target
        join integrations i on i.id = target.id
        cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
        where can_read_integration(f.is_owner, f.is_tied, caller_is_superuser, false));
end $$;

-- The times in which a user was a member of teams, as numbers of changes, both exclusive. A membership whose beginning is not in the record
-- (of the creator of a team, up to version 0.3.0) began with the team.
create or replace function membership_spans(caller_id text) returns table (team_id text, since bigint, until bigint)
language plpgsql stable rows 10 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return query
    with events as materialized (
        select c.subject_team_id as team_id, c.id, c.before is null as joins
        from changes c where c.joiner_id = caller_id
    ), spans as (
        select e.team_id, e.id, e.joins, lead(e.id) over of_team as next_id, row_number() over of_team as place
        from events e window of_team as (partition by e.team_id order by e.id)
    )
    select s.team_id, s.id, coalesce(s.next_id, 9223372036854775807) from spans s where s.joins
    union all
    select s.team_id, 0, s.id from spans s where not s.joins and s.place = 1
    union all
    select m.team_id, 0, 9223372036854775807 from memberships m
    where m.user_id = caller_id and not exists (select from events e where e.team_id = m.team_id);
end $$;

-- What changed for a user: changes that concern them, and those that concern a team while they are a member. is_after, is_before: whether
-- the state after or before the change is theirs, or their team's. The newest with a smaller number, at most as many as wanted.
create or replace function own_changes(caller_id text, before_id bigint, wanted integer)
returns table (id bigint, is_after boolean, is_before boolean)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return query
    with spans as materialized (
        select 'user:' || caller_id as principal_id, 0::bigint as since, before_id as until
        union all
        select 'team:' || t.team_id, t.since, least(t.until, before_id) from membership_spans(caller_id) t
    )
    select f.id, bool_or(f.is_after), bool_or(not f.is_after)
    from spans s
    cross join lateral (
        (select c.id, true as is_after from changes c
         where c.principal_id = s.principal_id and c.id > s.since and c.id < s.until
         order by c.id desc limit wanted)
        union all
        (select c.id, false from changes c
         where c.former_owner_id = s.principal_id and c.id > s.since and c.id < s.until
         order by c.id desc limit wanted)) f
    group by f.id order by f.id desc limit wanted;
end $$;

-- The other direction: the number behind as many newer changes as a page has, from this number on; null if there are fewer.
create or replace function own_change_before_page(caller_id text, from_id bigint, page_size integer) returns bigint
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return (
        with spans as materialized (
            select 'user:' || caller_id as principal_id, from_id - 1 as since, 9223372036854775807 as until
            union all
            select 'team:' || t.team_id, greatest(t.since, from_id - 1), t.until from membership_spans(caller_id) t
        )
        select f.id
        from spans s
        cross join lateral (
            (select c.id from changes c
             where c.principal_id = s.principal_id and c.id > s.since and c.id < s.until
             order by c.id limit page_size + 1)
            union all
            (select c.id from changes c
             where c.former_owner_id = s.principal_id and c.id > s.since and c.id < s.until
             order by c.id limit page_size + 1)) f
        group by f.id order by f.id offset page_size limit 1);
end $$;
