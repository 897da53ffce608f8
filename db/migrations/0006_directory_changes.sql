-- Changes of users, teams and members: what stands against them, and what is locked before them.

-- What stands against a user's or client's deletion. Teams: those where he is the last admin, unless nobody else is in them and they own
-- nothing; such a team goes with him.
create function account_ties(of_account text)
returns table (owned_count bigint, managed_count bigint, is_last_superuser boolean, held_teams text)
language sql stable as $$
    select
        (select count(*) from integrations i where i.owner_id = 'user:' || of_account),
        (select count(*) from users u where u.managed_by = of_account),
        exists (select from users u where u.id = of_account and u.is_superuser)
            and not exists (select from users u where u.is_superuser and u.id <> of_account),
        coalesce((
            select string_agg(m.team_id, ',' order by m.team_id)
            from memberships m
            where m.user_id = of_account and m.role = 6
              and not exists (select from memberships o where o.team_id = m.team_id and o.role = 6 and o.user_id <> of_account)
              and (exists (select from memberships o where o.team_id = m.team_id and o.user_id <> of_account)
                   or exists (select from integrations i where i.owner_id = 'team:' || m.team_id))), '')
$$;

-- Begins every change of a user. Writers of one user stand in line, and so does who changes the caller's own rights; whoever may not
-- see the user waits for nothing. Where superusers may become fewer, all of them are locked: two could demote each other at the
-- same time. Where the user goes, first the integrations whose share lists he leaves, then his teams: the order of all locks.
create procedure lock_user(caller_id text, party text, team text, acted boolean, of_user text, superusers boolean, goes boolean)
language plpgsql as $$
begin
    perform from caller_facts(caller_id, party, team, acted) c join users u on u.id = of_user
    where u.managed_by is null or can_see_managed_user(caller_id, c.is_superuser, u.id, u.managed_by);
    if not found then
        return;
    end if;
    if goes then
        perform from integrations i
        where i.id in (
            select s.integration_id from shares s
            where s.principal_id = 'user:' || of_user
               or s.principal_id in (select 'team:' || m.team_id from memberships m where m.user_id = of_user and m.role = 6
                                     and not exists (select from memberships o where o.team_id = m.team_id and o.user_id <> of_user)))
        order by i.id for update;
        perform from teams t where t.id in (select m.team_id from memberships m where m.user_id = of_user) order by t.id for update;
    end if;
    perform from users u
    where u.id in (of_user, caller_id)
       or superusers and u.is_superuser
       or u.is_superuser and exists (select from users t where t.id = of_user and t.is_superuser)
    order by u.id for update;
end $$;

-- Holds an account that is about to manage somebody: it cannot be deleted, nor become managed itself, before that is done.
create procedure hold_party(of_account text)
language plpgsql as $$
begin
    perform from clients k where k.id = of_account for share;
    perform from users u where u.id = of_account for share;
end $$;

-- Begins every change of a team and its members. Membership writes of one team stand in line, so that its last admin is known; the
-- caller's account and membership are held. Where the team may go, the integrations whose share lists it leaves come first.
create procedure lock_team(caller_id text, of_team text, goes boolean)
language plpgsql as $$
begin
    if goes then
        perform from integrations i
        where i.id in (select s.integration_id from shares s where s.principal_id = 'team:' || of_team)
        order by i.id for update;
    end if;
    perform from teams t where t.id = of_team for update;
    perform from users u where u.id = caller_id for share;
    perform from memberships m where m.team_id = of_team and m.user_id = caller_id for share;
end $$;

-- Begins every change of an OAuth client. The caller's account is held, so that he stays the superuser that he is.
create procedure lock_client(caller_id text, of_client text)
language plpgsql as $$
begin
    if not exists (select from users u where u.id = caller_id and u.is_superuser) then
        return;
    end if;
    perform from users u where u.id = caller_id for share;
    perform from clients k where k.id = of_client for update;
end $$;
