-- Version 3.
-- Lock procedures read the caller's rights first. A caller who cannot perform the action at all neither takes nor waits for a lock: the
-- wait would reveal what is hidden, and the locks would hinder those who have access. The statement after the call decides finally,
-- because rights can change during the wait.
-- Each procedure reports in is_locked whether it took the lock. If it did not, the next statement, whose snapshot is newer, can still find
-- a right that was granted between the two. That right does not count: the write would not be under the lock.
-- The order of all locks prevents deadlocks: superusers, integrations, teams, users, memberships, authorizations, each by ascending ID.

-- Begins every change of an integration, its owner or its shares: writers of one integration queue. The rows that justify the action are
-- then locked for share: a revocation waits for this transaction, or this transaction sees it. A caller's own share and the owner need no
-- lock of their own: they change only under the integration's lock. receiving_team_id: the team that will own it, if one will.
-- The lock is taken at once if it is free. Otherwise only a few transactions wait for it here: if they are as many already, is_locked is
-- null, and the transaction must end. A caller who cannot read the integration does not come so far, and learns nothing of this.
create or replace procedure lock_integration(caller_id text, party_id text, acting_team_id text, has_actor boolean,
                                             id_or_slug text, receiving_team_id text, inout is_locked boolean)
language plpgsql as $$
declare
    locked_id text;
    locked_owner_id text;
    visible_id text;
begin
    select v.id into visible_id
    from caller_facts(caller_id, party_id, acting_team_id, has_actor) c
    cross join lateral visible_integration(caller_id, c.is_superuser, acting_team_id is not null, id_or_slug) v;
    is_locked := found;
    if not is_locked then
        return;
    end if;

    select i.id, i.owner_id into locked_id, locked_owner_id from integrations i where i.id = visible_id for update skip locked;
    if not found then
        if not take_place_to_wait(visible_id) then
            is_locked := null;
            return;
        end if;
        select i.id, i.owner_id into locked_id, locked_owner_id from integrations i where i.id = visible_id for update;
    end if;
    is_locked := found;

    if is_locked then
        perform from users u where u.id = caller_id for share;
        perform from memberships m
        where (m.user_id = caller_id
               and (m.team_id = receiving_team_id or locked_owner_id = 'team:' || m.team_id
                    or exists (select from shares s where s.integration_id = locked_id and s.principal_id = 'team:' || m.team_id)))
           or (m.user_id = party_id and m.team_id = acting_team_id)
        order by m.team_id, m.user_id for share;
        perform from team_authorizations a where a.user_id = caller_id and a.team_id = acting_team_id for share;
    end if;
end $$;

-- Takes one of the places of those who wait for the integration's lock, until this transaction ends; false if none is free. The server
-- sets their number for its connections; without it, all can wait. If two integrations have the same hash, they share their places.
create or replace function take_place_to_wait(integration_id text) returns boolean language plpgsql as $$
declare
    places constant int := nullif(current_setting('hal_sharing.waiting_writes', true), '');
begin
    if places is null then
        return true;
    end if;
    for place in 1..places loop
        if pg_try_advisory_xact_lock(hashtext(integration_id), place) then
            return true;
        end if;
    end loop;
    return false;
end $$;

-- Begins every creation of an integration: the caller's account is locked for share, so that a release, demotion or deletion waits for this
-- transaction, or this transaction sees it.
create or replace procedure hold_caller(caller_id text)
language plpgsql as $$
begin
    perform from users u where u.id = caller_id for share;
end $$;
