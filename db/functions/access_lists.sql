-- Version 1.
-- Pages of who has access: of the users who can reach an integration, and of the integrations that a user can reach. Each has one row at
-- least, without ID if the page is empty, and reads no further than the page, or the count, needs.

-- Users that the reader can see, behind an ID or backwards before it, whose ID or name is like the pattern (null: any). Batches grow, so
-- that many users who are left out are passed quickly.
create or replace function access_users_from(reader_id text, reader_is_superuser boolean, target_integration_id text, target_owner_id text,
                                             teams text[], pattern text, from_id text, is_backwards boolean, wanted integer) returns text[]
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    size integer := wanted;
    batch text[];
    found text[] := '{}';
begin
    loop
        batch := case when is_backwards
            then previous_access_users(target_integration_id, target_owner_id, teams, reader_is_superuser, from_id, size)
            else next_access_users(target_integration_id, target_owner_id, teams, reader_is_superuser, from_id, size) end;
        found := found || visible_access_users(
            reader_id, reader_is_superuser, target_integration_id, target_owner_id,
            case when pattern is null then batch else array(
                select u.id from unnest(batch) with ordinality u (id, place) join principals p on p.id = 'user:' || u.id
                where p.search || '' like lower(pattern collate "und-x-icu") order by u.place) end);
        exit when cardinality(batch) < size or cardinality(found) >= wanted;
        from_id := batch[size];
        size := least(8 * size, counted_rows());
    end loop;
    return found[:wanted];
end $$;

-- The users whose ID or name is like the pattern; null if they are not fewer than counted_rows(). Planned for its pattern, like
-- find_principals.
create or replace function matching_users(pattern text) returns text[]
language plpgsql stable set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
    ids text[] := array(
        select substr(found.id, 6) from (
            (select p.id from principals p
             where is_like(p.search, pattern) and p.managed_by is null and p.id > 'user:' and p.id < 'user;' limit counted_rows())
            union all
            (select p.id from principals p
             where is_like(p.search, pattern) and p.managed_by is not null limit counted_rows())) found
        limit counted_rows());
begin
    return case when cardinality(ids) < counted_rows() then ids end;
end $$;

-- How many users the reader can see there, up to counted_rows(), and their IDs, in any order; null if there are more. Teams can have
-- members in common: an eighth more memberships are read than must be counted, and if these are too few users, eight times as many. If few
-- users are like the pattern, each of them is looked up.
create or replace function count_access_users(reader_id text, reader_is_superuser boolean, target_integration_id text, target_owner_id text,
                                              teams text[], pattern text)
returns table (total bigint, ids text[])
language plpgsql stable rows 1 set plan_cache_mode = force_generic_plan set enable_seqscan = off
set enable_sort = off as $$
declare
    matching text[] := case when pattern is not null then matching_users(pattern) end;
    others text[];
    members text[];
    most_members integer := counted_rows() * 9 / 8;
    is_complete boolean;
begin
    if matching is not null then
        ids := visible_access_users(reader_id, reader_is_superuser, target_integration_id, target_owner_id, array(
            select u.id from unnest(matching) m (id) join users u on u.id = m.id
            where (reader_is_superuser and u.is_superuser)
               or (select f.is_tied from integration_facts(u.id, target_integration_id, target_owner_id) f)));
    elsif pattern is not null then
        ids := access_users_from(
            reader_id, reader_is_superuser, target_integration_id, target_owner_id, teams, pattern, '', false, counted_rows());
    else
        others := array(
            select substr(s.principal_id, 6) from shares s
            where s.integration_id = target_integration_id and s.principal_id > 'user:' and s.principal_id < 'user;'
            limit counted_rows());
        if cardinality(others) < counted_rows() then
            others := others || array(select u.id from users u where reader_is_superuser and u.is_superuser limit counted_rows());
            loop
                select coalesce(sum(m.n), 0) < most_members, array_agg(m.user_id) into is_complete, members
                from (
                    select m.user_id, count(*) as n
                    from (select m.user_id from memberships m where m.team_id = any(teams) limit most_members) m
                    group by m.user_id) m;
                ids := visible_access_users(reader_id, reader_is_superuser, target_integration_id, target_owner_id, array(
                    select unnest(members)
                    union select unnest(others)
                    union select substr(target_owner_id, 6) where starts_with(target_owner_id, 'user:')));
                exit when is_complete or cardinality(ids) >= counted_rows();
                most_members := most_members * 8;
            end loop;
        end if;
    end if;
    total := coalesce(cardinality(ids), counted_rows());
    if total >= counted_rows() then
        total := counted_rows();
        ids := null;
    end if;
    return next;
end $$;

-- One page of the users, in the order of their IDs. (A space is before every character of IDs.)
create or replace function list_access_users(reader_id text, reader_is_superuser boolean, target_integration_id text, target_owner_id text,
                                             pattern text, after_id text, page_limit integer)
returns table (total bigint, previous_after text, user_id text, display_name text, is_superuser boolean, paths integer, is_owner boolean,
               owning_team_role smallint, own_share_level integer, team_share_level integer, admin_team_share_level integer)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    teams text[];
    ids text[];
    shown text[];
begin
    -- No row instead: the caller cannot read the integration.
    if target_integration_id is null then
        return;
    end if;
    teams := access_teams(target_integration_id, target_owner_id);
    select c.total, c.ids into total, ids
    from count_access_users(reader_id, reader_is_superuser, target_integration_id, target_owner_id, teams, pattern) c;
    if ids is not null then
        shown := array(select u.id from (select unnest(ids) collate "C" as id) u where u.id > after_id order by u.id limit page_limit + 1);
        previous_after := (
            select u.id from (select unnest(ids) collate "C" as id) u
            where after_id <> '' and u.id <= after_id order by u.id desc offset page_limit limit 1);
    else
        shown := access_users_from(
            reader_id, reader_is_superuser, target_integration_id, target_owner_id, teams, pattern, after_id, false, page_limit + 1);
        if after_id <> '' then
            previous_after := (access_users_from(
                reader_id, reader_is_superuser, target_integration_id, target_owner_id, teams, pattern, after_id || ' ', true,
                page_limit + 1))[page_limit + 1];
        end if;
    end if;
    return query
    select total, previous_after, u.id, p.name, t.is_superuser, t.paths, t.is_owner, t.owning_team_role, t.own_share_level,
           t.team_share_level, t.admin_team_share_level
    from (values (1)) as one
    left join unnest(shown) u (id) on true
    left join principals p on p.id = 'user:' || u.id
    left join lateral access_ties(
        u.id, target_integration_id, target_owner_id, reader_id, reader_is_superuser, reader_is_superuser) t on u.id is not null;
end $$;

-- One page of the integrations that a user can reach, in the order of their IDs, for a reader who may know of all of them: the user, the
-- managing party or a superuser. The party cannot always read them.
create or replace function list_user_access(reader_id text, reader_is_superuser boolean, target_user_id text, is_counted_superuser boolean,
                                            after_id text, page_limit integer)
returns table (total bigint, previous_after text, integration_id text, integration_name text, can_read boolean, is_superuser boolean,
               paths integer, is_owner boolean, owning_team_role smallint, own_share_level integer, team_share_level integer,
               admin_team_share_level integer)
language plpgsql stable rows 100 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
    if target_user_id is null then
        return;
    end if;
    return query
    select l.total, l.previous_after, i.id, i.name,
           reader_is_superuser or reader_id = target_user_id
           or (select f.is_tied from integration_facts(reader_id, i.id, i.owner_id) f),
           t.is_superuser, t.paths, t.is_owner, t.owning_team_role, t.own_share_level, t.team_share_level, t.admin_team_share_level
    from list_integrations(target_user_id, is_counted_superuser, false, '', after_id, page_limit) l
    left join integrations i on i.id = l.id
    left join lateral access_ties(target_user_id, i.id, i.owner_id, reader_id, reader_is_superuser, reader_is_superuser) t on true;
end $$;
