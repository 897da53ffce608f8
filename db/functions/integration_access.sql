-- Version 3.
-- Who can read an integration. can_read_integration is the rule; reads, locks and lists all use it. What else the facts permit is decided
-- by Hal.Sharing.Data/Access/IntegrationAccess.

-- The rule: the owner can read it. So can superusers, and callers with a role in the owning team or a share, unless a team acts for them.
create or replace function can_read_integration(is_owner boolean, is_tied boolean, caller_is_superuser boolean, acts_for_team boolean)
returns boolean
language sql immutable as $$
    select is_owner or (not acts_for_team and (caller_is_superuser or is_tied))
$$;

-- What ties a caller to an integration. Level null: no such share; role null: no member of the owning team. Nothing more is looked up for
-- the owner. A member of a team has its shares, with level 3 for its admins only: team_share_level is of the teams where the caller is not
-- an admin, admin_team_share_level of the others.
-- Team shares are found by key: from the caller's teams if these are few, or fewer than the integration's team shares; otherwise from the
-- team shares. So a list costs the same, however many teams a user is added to. (Subqueries with offset 0 stay as they are written: the
-- planner knows neither number and could begin at the larger side.)
create or replace function integration_facts(caller_id text, target_integration_id text, target_owner_id text)
returns table (is_owner boolean, owning_team_role smallint, own_share_level integer, team_share_level integer,
               admin_team_share_level integer, is_tied boolean)
language sql stable as $$
    select f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level,
           f.is_owner or coalesce(f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level) is not null
    from (
        select
            target_owner_id = 'user:' || caller_id as is_owner,
            (select m.role from memberships m
             where m.user_id = caller_id and m.team_id = substr(target_owner_id, 6) and starts_with(target_owner_id, 'team:')
            ) as owning_team_role,
            (select s.access_level from shares s
             where s.integration_id = target_integration_id and s.principal_id = nullif('user:' || caller_id, target_owner_id)
            ) as own_share_level,
            max(t.level) filter (where t.role < admin_role()) as team_share_level,
            max(t.level) filter (where t.role = admin_role()) as admin_team_share_level
        from (
            select teams.n <= 8
                or (teams.n <= 1000
                    and exists (select from shares s
                                where s.integration_id = target_integration_id and s.principal_id > 'team:' and s.principal_id < 'team;'
                                offset teams.n)) as from_teams
            from (
                select (select count(*) from (select from memberships m where m.user_id = caller_id limit 1001) found) as n
                offset 0) teams
            where target_owner_id <> 'user:' || caller_id
            offset 0) side
        cross join lateral (
            select m.role, (select s.access_level from shares s
                            where s.integration_id = target_integration_id and s.principal_id = 'team:' || m.team_id) as level
            from memberships m
            where side.from_teams and m.user_id = caller_id
            union all
            select (select m.role from memberships m where m.user_id = caller_id and m.team_id = substr(s.principal_id, 6)),
                   s.access_level
            from shares s
            where not side.from_teams
              and s.integration_id = target_integration_id and s.principal_id > 'team:' and s.principal_id < 'team;') t) f
$$;

-- The integration that an ID or slug, current or former, leads to, with what ties the caller to it; no row if the caller cannot read it.
-- What ties a caller is looked up for names that lead nowhere, too: they take as long as hidden ones. (A case expression keeps the joins
-- from being reduced to inner ones, which would end before that.)
create or replace function visible_integration(caller_id text, caller_is_superuser boolean, acts_for_team boolean, id_or_slug text)
returns table (is_owner boolean, owning_team_role smallint, own_share_level integer, team_share_level integer,
               admin_team_share_level integer, id text, slug text, name text, type text, description text, owner_id text,
               version bigint, created_at timestamptz, updated_at timestamptz, share_count integer, share_list_version bigint)
language sql stable as $$
    select f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level,
           i.id, i.slug, i.name, i.type, i.description, i.owner_id, i.version, i.created_at, i.updated_at,
           i.share_count, i.share_list_version
    from (values (id_or_slug)) as target (name)
    left join integration_names n on n.name = target.name
    left join integrations i on i.id = n.integration_id
    cross join lateral integration_facts(caller_id, coalesce(i.id, target.name), coalesce(i.owner_id, '')) f
    where case when can_read_integration(f.is_owner, f.is_tied, caller_is_superuser, acts_for_team) then i.id is not null else false end
$$;
