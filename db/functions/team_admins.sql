-- Version 1.
-- Admins of teams: a team always has one.

create or replace function admin_role() returns smallint
language sql immutable as $$
    select 6::smallint
$$;

-- Whether the team has an admin; if a user is named, an admin other than that user.
create or replace function has_admin(target_team_id text, except_user_id text default null) returns boolean
language plpgsql stable as $$
begin
    return exists (select from memberships m
                   where m.team_id = target_team_id and m.role = admin_role() and m.user_id is distinct from except_user_id);
end $$;

-- Whether the user is the team's only admin: they cannot get another role.
create or replace function is_last_admin(target_team_id text, target_user_id text) returns boolean
language plpgsql stable as $$
begin
    return exists (select from memberships m
                   where m.team_id = target_team_id and m.user_id = target_user_id and m.role = admin_role())
        and not has_admin(target_team_id, target_user_id);
end $$;

create or replace function is_only_member(target_team_id text, target_user_id text) returns boolean
language plpgsql stable as $$
begin
    return exists (select from memberships m where m.team_id = target_team_id and m.user_id = target_user_id)
        and not exists (select from memberships o where o.team_id = target_team_id and o.user_id <> target_user_id);
end $$;

-- Whether the user cannot leave the team: they are its only admin, and it has other members or owns integrations. A team that its only
-- member leaves is deleted.
create or replace function is_sole_admin(target_team_id text, target_user_id text) returns boolean
language plpgsql stable as $$
begin
    return is_last_admin(target_team_id, target_user_id)
        and (not is_only_member(target_team_id, target_user_id) or owns_integrations('team:' || target_team_id));
end $$;

-- The same as a constraint. Deferred, so that a team and its first admin are created in one transaction. It locks the team row: otherwise
-- two admins could demote each other at the same time, and each transaction would see the other admin.
create or replace function team_keeps_an_admin() returns trigger language plpgsql as $$
declare
    checked_team_id text := case when tg_table_name = 'teams' then (to_jsonb(new) ->> 'id') else (to_jsonb(old) ->> 'team_id') end;
begin
    perform from teams t where t.id = checked_team_id for update;
    if found and not has_admin(checked_team_id) then
        raise exception using errcode = 'check_violation', constraint = 'team_keeps_an_admin', message = 'a team keeps an admin';
    end if;
    return null;
end $$;

drop trigger if exists team_has_an_admin on teams;
create constraint trigger team_has_an_admin after insert on teams
    deferrable initially deferred for each row execute function team_keeps_an_admin();

drop trigger if exists team_keeps_an_admin on memberships;
create constraint trigger team_keeps_an_admin after update of role or delete on memberships
    deferrable initially deferred for each row when (old.role = admin_role()) execute function team_keeps_an_admin();
