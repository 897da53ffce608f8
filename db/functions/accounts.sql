-- Version 1.
-- What prevents the deletion of a user, client or team.

-- Whether a user or team owns anything: asked of every row of a list, so nothing is counted.
create or replace function owns_integrations(target_principal_id text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return exists (select from integrations i where i.owner_id = target_principal_id);
end $$;

-- What prevents the deletion of a user or client.
create or replace function account_ties(target_account_id text)
returns table (owned_count bigint, managed_count bigint, is_last_superuser boolean, sole_admin_teams text)
language plpgsql stable rows 1 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return query select
        (select count(*) from integrations i where i.owner_id = 'user:' || target_account_id),
        (select count(*) from users u where u.managed_by = target_account_id),
        is_last_superuser(target_account_id),
        coalesce((
            select string_agg(m.team_id, ',' order by m.team_id)
            from memberships m
            where m.user_id = target_account_id and m.role = admin_role() and is_sole_admin(m.team_id, m.user_id)), '');
end $$;

-- Whether nothing prevents it: for lists, without a count.
create or replace function can_be_deleted(target_user_id text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    return not owns_integrations('user:' || target_user_id)
        and not exists (select from users u where u.managed_by = target_user_id)
        and not is_last_superuser(target_user_id)
        and not exists (
            select from memberships m
            where m.user_id = target_user_id and m.role = admin_role() and is_sole_admin(m.team_id, m.user_id));
end $$;
