-- Lock procedures read the caller's rights first. A caller who cannot perform the action at all neither takes nor waits for a lock: the
-- wait would reveal what is hidden, and the locks would hinder those who have access. The statement after the call decides finally,
-- because rights can change during the wait.
-- Each procedure reports whether it took the lock. If it did not, the next statement, whose snapshot is newer, can still find a right that
-- was granted between the two. That right does not count: the write would not be under the lock.
-- The procedures without is_locked remain for servers that still run the version before.

-- Begins every change of an integration, its owner or its shares: writers of one integration queue. The rows that justify the action are
-- then locked for share, in the order of all locks (integrations, users, memberships, authorizations): a revocation waits for this
-- transaction, or this transaction sees it. A caller's own share and the owner need no lock of their own: they change only under the
-- integration's lock.
create procedure lock_integration(caller_id text, party text, team text, acted boolean, by_name text, target_team text, inout is_locked boolean)
language plpgsql as $$
declare
    locked record;
begin
    select i.id, i.owner_id into locked
    from caller_facts(caller_id, party, team, acted) c
    join integration_names n on n.name = by_name
    join integrations i on i.id = n.integration_id
    cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
    where f.is_owner or not c.owns_only and (c.is_superuser or f.is_tied)
    for update of i;
    is_locked := found;

    if is_locked then
        perform from users u where u.id = caller_id for share;
        perform from memberships m
        where m.user_id = caller_id
          and (m.team_id = target_team or locked.owner_id = 'team:' || m.team_id
               or exists (select from shares s where s.integration_id = locked.id and s.principal_id = 'team:' || m.team_id))
           or m.user_id = party and m.team_id = team
        order by m.team_id, m.user_id for share;
        perform from team_authorizations a where a.user_id = caller_id and a.team_id = team for share;
    end if;
end $$;

-- Begins every change of a team and its members, for the team's admins, superusers, and a member who leaves. Membership writes of one
-- team queue, so that its last admin is known; the caller's account and membership are locked for share. If the team can be deleted (it
-- is asked for, or its only member leaves), the integrations whose share lists it leaves come first: the order of all locks.
create procedure lock_team(caller_id text, party text, team text, acted boolean, of_team text, leaving_user text, for_delete boolean,
                           inout is_locked boolean)
language plpgsql as $$
declare
    can_be_deleted boolean;
begin
    select not c.owns_only and (c.is_superuser or coalesce(m.role = 6 or m.user_id = leaving_user, false)) into is_locked
    from caller_facts(caller_id, party, team, acted) c
    left join memberships m on m.team_id = of_team and m.user_id = caller_id;
    if not is_locked then
        return;
    end if;

    can_be_deleted := for_delete or is_only_member(leaving_user, of_team);
    if can_be_deleted then
        perform from integrations i
        where i.id in (select s.integration_id from shares s where s.principal_id = 'team:' || of_team)
        order by i.id for update;
    end if;
    perform from teams t where t.id = of_team for update;
    is_locked := found;
    if not can_be_deleted and is_only_member(leaving_user, of_team) then
        -- The other members left while this transaction waited. Begin again, in the order of all locks.
        raise exception using errcode = 'serialization_failure', message = 'the team has only one member left';
    end if;
    perform from users u where u.id = caller_id for share;
    perform from memberships m where m.team_id = of_team and m.user_id = caller_id for share;
end $$;

create function is_only_member(of_user text, of_team text) returns boolean
language plpgsql stable as $$
begin
    return exists (select from memberships m where m.team_id = of_team and m.user_id = of_user)
        and not exists (select from memberships o where o.team_id = of_team and o.user_id <> of_user);
end $$;

-- Begins every change of a user, for superusers, the managing party and, unless the user is deleted, the user. Writers of one user
-- queue, and so do changes of the caller's own rights. If who is a superuser can change (the user is one, or a superuser makes the user
-- one), the guard comes first. If the user is deleted, the integrations whose share lists the user leaves come next, then the user's
-- teams: the order of all locks. The shares of the user and of teams that go with the user are looked up separately, each by its
-- principal: one condition for both would read all shares.
create procedure lock_user(caller_id text, party text, team text, acted boolean, of_user text, makes_superuser boolean, for_delete boolean,
                           inout is_locked boolean)
language plpgsql as $$
declare
    needs_guard boolean;
begin
    select u.is_superuser or c.is_superuser and makes_superuser into needs_guard
    from caller_facts(caller_id, party, team, acted) c join users u on u.id = of_user
    where not c.owns_only and (c.is_superuser or u.managed_by = caller_id or u.id = caller_id and not for_delete);
    is_locked := found;
    if not is_locked then
        return;
    end if;

    if needs_guard then
        perform lock_superusers();
    end if;
    if for_delete then
        perform from integrations i
        where i.id in (
            select s.integration_id from shares s where s.principal_id = 'user:' || of_user
            union all
            select s.integration_id
            from memberships m join shares s on s.principal_id = 'team:' || m.team_id
            where m.user_id = of_user and m.role = 6
              and not exists (select from memberships o where o.team_id = m.team_id and o.user_id <> of_user))
        order by i.id for update;
        perform from teams t where t.id in (select m.team_id from memberships m where m.user_id = of_user) order by t.id for update;
    end if;
    perform from users u where u.id in (of_user, caller_id) order by u.id for update;
    if not needs_guard and exists (select from users u where u.id = of_user and u.is_superuser) then
        -- The user became a superuser while this transaction waited. Begin again, with the guard first.
        raise exception using errcode = 'serialization_failure', message = 'the user is a superuser now';
    end if;
end $$;

-- Begins every creation of an integration or a team: the caller's account is locked for share, so that a release, demotion or deletion
-- waits for this transaction, or this transaction sees it.
create procedure hold_caller(caller_id text)
language plpgsql as $$
begin
    perform from users u where u.id = caller_id for share;
end $$;

-- The same for what only superusers do.
create procedure hold_superuser(caller_id text, party text, team text, acted boolean, inout is_locked boolean)
language plpgsql as $$
begin
    select c.is_superuser into is_locked from caller_facts(caller_id, party, team, acted) c;
    if is_locked then
        call hold_caller(caller_id);
    end if;
end $$;

-- Begins every creation of a user, for superusers and parties. Locks the caller and the account that will manage the user for share:
-- neither can be deleted, demoted or become managed before this transaction ends.
create procedure hold_new_user(caller_id text, party text, team text, acted boolean, manager text, needs_superuser boolean,
                               makes_superuser boolean, inout is_locked boolean)
language plpgsql as $$
begin
    select not c.owns_only and c.managed_by is null and (c.is_superuser or not needs_superuser) into is_locked
    from caller_facts(caller_id, party, team, acted) c;
    if not is_locked then
        return;
    end if;
    if makes_superuser then
        perform lock_superusers();
    end if;
    perform from users u where u.id in (caller_id, manager) order by u.id for share;
    perform from clients k where k.id in (caller_id, manager) order by k.id for share;
end $$;

-- Begins every change of an OAuth client, for superusers.
create procedure lock_client(caller_id text, party text, team text, acted boolean, of_client text, inout is_locked boolean)
language plpgsql as $$
begin
    call hold_superuser(caller_id, party, team, acted, is_locked);
    if is_locked then
        perform from clients k where k.id = of_client for update;
        is_locked := found;
    end if;
end $$;

-- Whether the caller's token is delegated: its authorized party manages the user and, for a provider's token, is an OAuth client.
create function is_delegated(of_user text, party text, must_be_managed boolean) returns boolean
language plpgsql stable as $$
begin
    return exists (select from users u where u.id = of_user and u.managed_by = party and (must_be_managed or is_client(party)));
end $$;

-- Begins every change of what a managed user lets a team do, by a delegated token. The team is locked for key share, so that it cannot be
-- deleted (membership writes continue). Then the user: a release or deletion waits for this transaction, or this transaction sees it. The
-- user's row also represents an authorization that may not exist yet, hence no key update: two requests for one user queue, and each
-- knows what was granted before. The authorization is last, against its use at this moment. The order of all locks: teams, users,
-- authorizations.
create procedure lock_team_authorization(of_user text, party text, must_be_managed boolean, of_team text, inout is_locked boolean)
language plpgsql as $$
begin
    is_locked := is_delegated(of_user, party, must_be_managed);
    if is_locked then
        perform from teams t where t.id = of_team for key share;
        perform from users u where u.id = of_user and u.managed_by = party for no key update;
        is_locked := found;
    end if;
    if is_locked then
        perform from team_authorizations a where a.user_id = of_user and a.team_id = of_team for update;
    end if;
end $$;

-- The same for users who decide themselves: no actor, and no delegated token.
create procedure lock_own_authorization(of_user text, party text, acted boolean, must_be_managed boolean, of_team text, inout is_locked boolean)
language plpgsql as $$
begin
    is_locked := not acted and not is_delegated(of_user, party, must_be_managed) and exists (select from users u where u.id = of_user);
    if is_locked then
        perform from teams t where t.id = of_team for key share;
        perform from users u where u.id = of_user for no key update;
        is_locked := found;
    end if;
    if is_locked then
        perform from team_authorizations a where a.user_id = of_user and a.team_id = of_team for update;
    end if;
end $$;
