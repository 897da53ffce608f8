-- Version 1.
-- Keeps the states of shares, owners and memberships that end, however they end (the deletion of a user deletes their shares). A state
-- began when its row was last updated, and ends when the row is updated or deleted.

-- The time of the change in this transaction: the server's, where it has said so (a deletion leaves no row with a time), otherwise that of
-- the database.
create or replace function change_time() returns timestamptz
language sql stable as $$
    select coalesce(nullif(current_setting('hal_sharing.now', true), '')::timestamptz, date_trunc('milliseconds', now()))
$$;

-- For each row, because nearly every update is of one share, and tables of rows cost more than that.
create or replace function keep_past_share() returns trigger language plpgsql as $$
begin
    if new.updated_at > old.updated_at then
        insert into past_shares (integration_id, principal_id, access_level, granted_by, created_at, valid_from, valid_to)
        values (old.integration_id, old.principal_id, old.access_level, old.granted_by, old.created_at, old.updated_at, new.updated_at);
    end if;
    return null;
end $$;

create or replace function keep_revoked_shares() returns trigger language plpgsql as $$
begin
    insert into past_shares (integration_id, principal_id, access_level, granted_by, created_at, valid_from, valid_to)
    select f.integration_id, f.principal_id, f.access_level, f.granted_by, f.created_at, f.updated_at, change_time()
    from former f where change_time() > f.updated_at;
    return null;
end $$;

create or replace trigger past_shares_are_kept after update on shares for each row execute function keep_past_share();
create or replace trigger revoked_shares_are_kept after delete on shares referencing old table as former
    for each statement execute function keep_revoked_shares();

create or replace function keep_past_memberships() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        insert into past_memberships (team_id, user_id, role, valid_from, valid_to)
        select f.team_id, f.user_id, f.role, f.updated_at, change_time() from former f where change_time() > f.updated_at;
    else
        insert into past_memberships (team_id, user_id, role, valid_from, valid_to)
        select f.team_id, f.user_id, f.role, f.updated_at, l.updated_at
        from former f join latter l on l.team_id = f.team_id and l.user_id = f.user_id
        where l.updated_at > f.updated_at;
    end if;
    return null;
end $$;

create or replace trigger past_memberships_are_kept after update on memberships referencing old table as former new table as latter
    for each statement execute function keep_past_memberships();
create or replace trigger ended_memberships_are_kept after delete on memberships referencing old table as former
    for each statement execute function keep_past_memberships();

-- An integration is updated for other reasons, too, so the row does not say since when it has its owner: since the previous one ended. The
-- triggers are for each row, because only these can leave out updates that set no owner, such as that of the number of shares.
create or replace function keep_past_owner() returns trigger language plpgsql as $$
declare
    since constant timestamptz := coalesce(
        (select max(p.valid_to) from past_owners p where p.integration_id = old.id), old.created_at);
    until constant timestamptz := case when tg_op = 'DELETE' then change_time() else new.updated_at end;
begin
    if until > since then
        insert into past_owners (integration_id, owner_id, valid_from, valid_to) values (old.id, old.owner_id, since, until);
    end if;
    return null;
end $$;

create or replace trigger past_owners_are_kept after update of owner_id on integrations
    for each row when (old.owner_id is distinct from new.owner_id) execute function keep_past_owner();
create or replace trigger last_owners_are_kept after delete on integrations for each row execute function keep_past_owner();

-- Also for the owner of the tables, who needs no permission.
create or replace function refuse_change_of_past() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'insufficient_privilege', message = 'past states are append-only';
end $$;

create or replace trigger past_shares_are_append_only before update or delete or truncate on past_shares
    for each statement execute function refuse_change_of_past();
create or replace trigger past_owners_are_append_only before update or delete or truncate on past_owners
    for each statement execute function refuse_change_of_past();
create or replace trigger past_memberships_are_append_only before update or delete or truncate on past_memberships
    for each statement execute function refuse_change_of_past();

-- Writers that did not fire the triggers have ended: the triggers' locks waited for them. A new database has no earlier states.
insert into past_states_begin (at)
select case when exists (select from integrations) or exists (select from teams) then date_trunc('milliseconds', clock_timestamp())
            else '-infinity' end
on conflict do nothing;
