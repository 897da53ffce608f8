-- Version 2.
-- Whether the state before a change can be brought back. Facts only: Hal.Sharing.Data/History/RestoreRow.cs decides.

-- What decides a restore, beside the caller's access to the integration. One row always.
--   is_current       whether the present state is that after the change: nothing has changed it since, or it was changed back
--   before_level     the level of the share; null: there was none. after_level likewise
--   before_role      the role of the member; null: they were no member
--   changes_slug     whether the slug would change
--   target_is_team   whether a team owned the integration before; target_exists: whether the previous owner still exists
--   role_in_target   the caller's role in that team
--   caller_role      the caller's role in the team, or in that of the member
--   is_last_admin    whether the member is the last admin of the team
create or replace function restore_facts(caller_id text, change_action text, change_subject text, state_before jsonb, state_after jsonb)
returns table (is_current boolean, before_level integer, after_level integer, before_role smallint, changes_slug boolean,
               target_is_team boolean, target_exists boolean, role_in_target smallint, caller_role smallint, is_last_admin boolean)
language plpgsql stable rows 1 cost 1000 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    second_id constant text := split_part(change_subject, '/', 2);
    former_owner_id constant text := state_before ->> 'ownerId';
begin
    is_current := false;
    changes_slug := false;
    target_is_team := false;
    target_exists := false;
    is_last_admin := false;
    if change_action in ('share.put', 'share.revoke') then
        before_level := (state_before ->> 'accessLevel')::integer;
        after_level := (state_after ->> 'accessLevel')::integer;
        is_current := after_level is not distinct from (
            select s.access_level from shares s
            where s.integration_id = change_integration(change_subject) and s.principal_id = second_id);
    elsif change_action = 'integration.transfer' then
        is_current := exists (select from integrations i
                              where i.id = change_integration(change_subject) and i.owner_id = state_after ->> 'ownerId');
        target_is_team := starts_with(former_owner_id, 'team:');
        target_exists := exists (select from principals p where p.id = former_owner_id);
        role_in_target := (select m.role from memberships m
                           where target_is_team and m.team_id = substr(former_owner_id, 6) and m.user_id = caller_id);
    elsif change_action = 'integration.update' then
        changes_slug := state_before ->> 'slug' <> state_after ->> 'slug';
        is_current := exists (
            select from integrations i
            where i.id = change_integration(change_subject)
              and (i.slug, i.name, i.type, i.description) is not distinct from
                  (state_after ->> 'slug', state_after ->> 'name', state_after ->> 'type', state_after ->> 'description'));
    elsif change_action = 'team.update' then
        is_current := exists (
            select from teams t join principals p on p.id = t.principal_id
            where t.id = change_team(change_subject)
              and (p.name, t.description, t.url, t.image, t.privacy_statement) is not distinct from
                  (state_after ->> 'name', state_after ->> 'description', state_after ->> 'url', state_after ->> 'image',
                   state_after ->> 'privacy_statement'));
        caller_role := (select m.role from memberships m where m.team_id = change_team(change_subject) and m.user_id = caller_id);
    elsif change_action in ('membership.put', 'membership.remove') then
        before_role := (state_before ->> 'role')::smallint;
        is_current := (state_after ->> 'role')::smallint is not distinct from (
            select m.role from memberships m where m.team_id = change_team(change_subject) and m.user_id = second_id);
        caller_role := (select m.role from memberships m where m.team_id = change_team(change_subject) and m.user_id = caller_id);
        is_last_admin := is_last_admin(change_team(change_subject), second_id);
    end if;
    return next;
end $$;

-- What ties the caller to the integration of a change; no row for null.
create or replace function restoring_ties(caller_id text, target_integration_id text)
returns table (is_owner boolean, owning_team_role smallint, own_share_level integer, team_share_level integer,
               admin_team_share_level integer)
language plpgsql stable strict rows 1 cost 1000 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return query
    select f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level
    from integrations i cross join lateral integration_facts(caller_id, i.id, i.owner_id) f
    where i.id = target_integration_id;
end $$;
