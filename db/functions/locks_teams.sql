-- Version 1.
-- Locks of teams and members; locks_integrations.sql says what all lock procedures have in common.

-- Begins every change of a team and its members, for the team's admins, superusers, and a member who leaves. Membership writes of one
-- team queue, so that its last admin is known; the caller's account and membership are locked for share. If the team can be deleted (this
-- is requested, or its only member leaves), the integrations whose share lists it leaves come first: the order of all locks.
create or replace procedure lock_team(caller_id text, party_id text, acting_team_id text, has_actor boolean,
                                      target_team_id text, leaving_user_id text, for_delete boolean, inout is_locked boolean)
language plpgsql as $$
declare
    deletes_team boolean;
begin
    select acting_team_id is null
           and (c.is_superuser or coalesce(m.role = admin_role() or m.user_id = leaving_user_id, false)) into is_locked
    from caller_facts(caller_id, party_id, acting_team_id, has_actor) c
    left join memberships m on m.team_id = target_team_id and m.user_id = caller_id;
    if not is_locked then
        return;
    end if;

    deletes_team := for_delete or is_only_member(target_team_id, leaving_user_id);
    if deletes_team then
        perform from integrations i
        where i.id in (select s.integration_id from shares s where s.principal_id = 'team:' || target_team_id)
        order by i.id for update;
    end if;
    perform from teams t where t.id = target_team_id for update;
    is_locked := found;
    if not deletes_team and is_only_member(target_team_id, leaving_user_id) then
        -- The other members left while this transaction waited. Begin again, in the order of all locks.
        raise exception using errcode = 'serialization_failure', message = 'the team has only one member left';
    end if;
    perform from users u where u.id = caller_id for share;
    perform from memberships m where m.team_id = target_team_id and m.user_id = caller_id for share;
end $$;

-- Begins the creation of a team. The creations of one user, and of the users that they manage, queue, so that their number is exact; and
-- the user remains a superuser if they are one. (A client's users have a limit each.)
create or replace procedure lock_team_creator(caller_id text)
language plpgsql as $$
begin
    perform from users u
    where u.id = caller_id or u.id = (select m.managed_by from users m where m.id = caller_id)
    order by u.id for no key update;
end $$;
