-- Version 1.
-- Locks of team authorizations; locks_integrations.sql says what all lock procedures have in common.

-- Begins every change of what a managed user lets a team do, by a delegated token. The team is locked for key share, so that it cannot be
-- deleted (membership writes continue). Then the user: a release or deletion waits for this transaction, or this transaction sees it. The
-- user's row also represents an authorization that may not exist yet, hence no key update: two requests for one user queue, and each
-- knows what was granted before. The authorization is last, against its use at this moment.
create or replace procedure lock_team_authorization(caller_id text, party_id text, must_be_managed boolean,
                                                    target_team_id text, inout is_locked boolean)
language plpgsql as $$
begin
    is_locked := is_delegated(caller_id, party_id, must_be_managed);
    if is_locked then
        perform from teams t where t.id = target_team_id for key share;
        perform from users u where u.id = caller_id and u.managed_by = party_id for no key update;
        is_locked := found;
    end if;
    if is_locked then
        perform from team_authorizations a where a.user_id = caller_id and a.team_id = target_team_id for update;
    end if;
end $$;

-- The same for users who decide without a party: no actor, and no delegated token.
create or replace procedure lock_own_authorization(caller_id text, party_id text, has_actor boolean, must_be_managed boolean,
                                                   target_team_id text, inout is_locked boolean)
language plpgsql as $$
begin
    is_locked := not has_actor and not is_delegated(caller_id, party_id, must_be_managed)
        and exists (select from users u where u.id = caller_id);
    if is_locked then
        perform from teams t where t.id = target_team_id for key share;
        perform from users u where u.id = caller_id for no key update;
        is_locked := found;
    end if;
    if is_locked then
        perform from team_authorizations a where a.user_id = caller_id and a.team_id = target_team_id for update;
    end if;
end $$;
