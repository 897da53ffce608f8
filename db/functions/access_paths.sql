-- Version 1.
-- Why a user has access to an integration: every path on its own, not only the ones that integration_facts needs. Hal.Sharing.Data/Access
-- decides what each of them, and all together, permit.

-- The paths of one user, in the order in which documents show them. Unlike integration_facts, it also finds what ties the owner: that
-- remains after a transfer. Of the user's teams and the integration's team shares, the fewer are looked up, as there.
--   with_superuser   whether being a superuser counts as a path: only superusers see that
--   is_visible       whether the reader can see the membership behind the path
create or replace function access_paths(target_user_id text, target_integration_id text, target_owner_id text,
                                        reader_id text, reader_is_superuser boolean, with_superuser boolean)
returns table (via smallint, principal_id text, role smallint, share_level integer, is_visible boolean)
language sql stable as $$
    select 0::smallint, target_owner_id, null::smallint, null::integer, true
    where target_owner_id = 'user:' || target_user_id
    union all
    select 1::smallint, target_owner_id, m.role, null, can_see_membership(reader_id, reader_is_superuser, m.team_id, target_user_id)
    from memberships m
    where m.user_id = target_user_id and m.team_id = substr(target_owner_id, 6) and starts_with(target_owner_id, 'team:')
    union all
    select 2::smallint, s.principal_id, null, s.access_level, true
    from shares s where s.integration_id = target_integration_id and s.principal_id = 'user:' || target_user_id
    union all
    select 3::smallint, 'team:' || t.team_id, t.role, t.level,
           can_see_membership(reader_id, reader_is_superuser, t.team_id, target_user_id)
    from (
        select teams.n <= 8
            or (teams.n <= 1000
                and exists (select from shares s
                            where s.integration_id = target_integration_id and s.principal_id > 'team:' and s.principal_id < 'team;'
                            offset teams.n)) as from_teams
        from (
            select (select count(*) from (select from memberships m where m.user_id = target_user_id limit 1001) found) as n
            offset 0) teams
        offset 0) side
    cross join lateral (
        select m.team_id, m.role, (select s.access_level from shares s
                                   where s.integration_id = target_integration_id and s.principal_id = 'team:' || m.team_id) as level
        from memberships m
        where side.from_teams and m.user_id = target_user_id
        union all
        select substr(s.principal_id, 6),
               (select m.role from memberships m where m.user_id = target_user_id and m.team_id = substr(s.principal_id, 6)),
               s.access_level
        from shares s
        where not side.from_teams
          and s.integration_id = target_integration_id and s.principal_id > 'team:' and s.principal_id < 'team;') t
    where t.role is not null and t.level is not null
    union all
    select 4::smallint, null, null, null, true
    from users u where u.id = target_user_id and u.is_superuser and with_superuser
$$;

-- Whether a reader can see that a user is a member of a team: so can the user, the members of the team and superusers.
create or replace function can_see_membership(reader_id text, reader_is_superuser boolean, target_team_id text, target_user_id text)
returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return reader_is_superuser or reader_id = target_user_id
        or exists (select from memberships mine where mine.team_id = target_team_id and mine.user_id = reader_id);
end $$;

-- What the paths of one user contribute together, and how many a document shows: the hidden ones are one path there.
create or replace function access_ties(target_user_id text, target_integration_id text, target_owner_id text,
                                       reader_id text, reader_is_superuser boolean, with_superuser boolean)
returns table (is_superuser boolean, paths integer, is_owner boolean, owning_team_role smallint, own_share_level integer,
               team_share_level integer, admin_team_share_level integer)
language sql stable as $$
    select coalesce(bool_or(p.via = 4), false),
           (count(*) filter (where p.is_visible))::integer + coalesce(bool_or(not p.is_visible), false)::integer,
           coalesce(bool_or(p.via = 0), false),
           max(p.role) filter (where p.via = 1),
           max(p.share_level) filter (where p.via = 2),
           max(p.share_level) filter (where p.via = 3 and p.role < admin_role()),
           max(p.share_level) filter (where p.via = 3 and p.role = admin_role())
    from access_paths(target_user_id, target_integration_id, target_owner_id, reader_id, reader_is_superuser, with_superuser) p
$$;

-- The paths of one user to the integration that an ID or slug leads to. Callers who can read the integration can ask about every user that
-- they can see; a party about the users that it manages, since it can get a token that reads the integration for them.
-- No row: the reader may not ask. One row without path: they may, but the user has no access, does not exist or is hidden. An unknown and a
-- hidden user take as long as each other.
create or replace function explain_access(reader_id text, reader_is_superuser boolean, id_or_slug text, target_user_id text)
returns table (integration_id text, can_read boolean, display_name text,
               via smallint, principal_id text, role smallint, share_level integer, is_visible boolean)
language plpgsql stable strict rows 10 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    found_id text;
    found_owner_id text;
    party_id text;
    name text;
    reads boolean;
begin
    select i.id, i.owner_id into found_id, found_owner_id
    from integration_names n join integrations i on i.id = n.integration_id where n.name = id_or_slug;
    reads := exists (select from visible_integration(reader_id, reader_is_superuser, false, id_or_slug));
    select u.managed_by, p.name into party_id, name
    from (values (target_user_id)) as target (id)
    left join users u on u.id = target.id
    left join principals p on p.id = u.principal_id
    where is_visible_user(reader_id, reader_is_superuser, target.id, u.id is not null, u.managed_by);
    if found_id is not null and (reads or party_id = reader_id) then
        return query
        select found_id, reads, name, a.via, a.principal_id, a.role, a.share_level, a.is_visible
        from (values (1)) as one
        left join access_paths(
            target_user_id, found_id, found_owner_id, reader_id, reader_is_superuser, reader_is_superuser) a on name is not null
        where reads or a.via is not null
        order by a.via, a.principal_id;
    end if;
end $$;
