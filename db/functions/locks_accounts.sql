-- Version 1.
-- Locks of users and OAuth clients; locks_integrations.sql says what all lock procedures have in common.

-- Begins every change of a user, for superusers, the managing party and, unless the user is deleted, the user. Writers of one user
-- queue, and so do changes of the caller's own rights. If who is a superuser can change (the user is one, or a superuser makes the user
-- one), the guard comes first. If the user is deleted, the integrations whose share lists the user leaves come next, then the user's
-- teams: the order of all locks. The shares of the user and of teams that are deleted with the user are looked up separately, each by its
-- principal: one condition for both would read all shares.
create or replace procedure lock_user(caller_id text, party_id text, acting_team_id text, has_actor boolean,
                                      target_user_id text, makes_superuser boolean, for_delete boolean, inout is_locked boolean)
language plpgsql as $$
declare
    needs_guard boolean;
begin
    select u.is_superuser or (c.is_superuser and makes_superuser) into needs_guard
    from caller_facts(caller_id, party_id, acting_team_id, has_actor) c join users u on u.id = target_user_id
    where acting_team_id is null
      and (c.is_superuser or u.managed_by = caller_id or (u.id = caller_id and not for_delete));
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
            select s.integration_id from shares s where s.principal_id = 'user:' || target_user_id
            union all
            select s.integration_id
            from memberships m join shares s on s.principal_id = 'team:' || m.team_id
            where m.user_id = target_user_id and m.role = admin_role() and is_only_member(m.team_id, m.user_id))
        order by i.id for update;
        perform from teams t
        where t.id in (select m.team_id from memberships m where m.user_id = target_user_id)
        order by t.id for update;
    end if;
    perform from users u where u.id in (target_user_id, caller_id) order by u.id for update;
    if not needs_guard and exists (select from users u where u.id = target_user_id and u.is_superuser) then
        -- The user became a superuser while this transaction waited. Begin again, with the guard first.
        raise exception using errcode = 'serialization_failure', message = 'the user is a superuser now';
    end if;
end $$;

-- Begins every creation of a user, for superusers and parties. Locks the caller and the account that will manage the user for share:
-- neither can be deleted, demoted or become managed before this transaction ends.
create or replace procedure hold_new_user(caller_id text, party_id text, acting_team_id text, has_actor boolean,
                                          managing_party_id text, needs_superuser boolean, makes_superuser boolean, inout is_locked boolean)
language plpgsql as $$
begin
    select acting_team_id is null and c.managed_by is null and (c.is_superuser or not needs_superuser) into is_locked
    from caller_facts(caller_id, party_id, acting_team_id, has_actor) c;
    if not is_locked then
        return;
    end if;
    if makes_superuser then
        perform lock_superusers();
    end if;
    perform from users u where u.id in (caller_id, managing_party_id) order by u.id for share;
    perform from clients k where k.id in (caller_id, managing_party_id) order by k.id for share;
end $$;

-- Locks an account that is about to manage a user: it cannot be deleted, or become managed, before this transaction ends.
create or replace procedure hold_party(managing_party_id text)
language plpgsql as $$
begin
    perform from clients k where k.id = managing_party_id for share;
    perform from users u where u.id = managing_party_id for share;
end $$;

-- Begins what only superusers do. The account is locked for share, so that a demotion waits for this transaction, or this transaction
-- sees it.
create or replace procedure hold_superuser(caller_id text, party_id text, acting_team_id text, has_actor boolean, inout is_locked boolean)
language plpgsql as $$
begin
    select c.is_superuser into is_locked from caller_facts(caller_id, party_id, acting_team_id, has_actor) c;
    if is_locked then
        call hold_caller(caller_id);
    end if;
end $$;

-- Begins every change of an OAuth client, for superusers.
create or replace procedure lock_client(caller_id text, party_id text, acting_team_id text, has_actor boolean,
                                        target_client_id text, inout is_locked boolean)
language plpgsql as $$
begin
    call hold_superuser(caller_id, party_id, acting_team_id, has_actor, is_locked);
    if is_locked then
        perform from clients k where k.id = target_client_id for update;
        is_locked := found;
    end if;
end $$;
