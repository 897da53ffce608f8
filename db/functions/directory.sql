-- Version 3.
-- What the directory keeps current by itself: the version that counts changes of principals, and the managing party in the row of the
-- principal.

-- A change is what documents show of a principal: the name, and whether users see it (a managed or deleted user is hidden from some or all).
-- The row of the directory is locked until the transaction ends, so that versions are committed in their order. One statement moves it once,
-- whatever it changes: thousands of versions of one row in one transaction would take time by their square.
create or replace function move_directory_version() returns trigger language plpgsql as $$
declare
    ids text[];
    moved bigint;
begin
    if tg_op = 'DELETE' then
        ids := array(select f.id from former f order by f.id);
    else
        ids := array(select f.id from former f join latter l on l.id = f.id
                     where (f.name, f.managed_by) is distinct from (l.name, l.managed_by) order by f.id);
    end if;
    if cardinality(ids) > 0 then
        update directory set version = version + cardinality(ids) returning version into moved;
        insert into directory_changes
        select moved - cardinality(ids) + c.n, c.id from unnest(ids) with ordinality as c (id, n);
        delete from directory_changes where version <= moved - 10000;
    end if;
    return null;
end $$;

drop trigger if exists principal_was_renamed on principals;
create or replace trigger principals_were_changed after update on principals referencing old table as former new table as latter
    for each statement execute function move_directory_version();
create or replace trigger principals_were_deleted after delete on principals referencing old table as former
    for each statement execute function move_directory_version();

create or replace function copy_managing_party() returns trigger language plpgsql as $$
begin
    update principals p set managed_by = c.managed_by
    from changed c where p.id = c.principal_id and p.managed_by is distinct from c.managed_by;
    return null;
end $$;

drop trigger if exists managed_user_was_created on users;
drop trigger if exists managing_party_was_changed on users;
create or replace trigger users_were_created after insert on users referencing new table as changed
    for each statement execute function copy_managing_party();
create or replace trigger users_were_changed after update on users referencing new table as changed
    for each statement execute function copy_managing_party();

-- The timeline of the database, and when PostgreSQL started. They change with every failover, which can lose the latest transactions, and
-- when a backup is restored: versions are then used again. On a standby, it is what the server has read on the primary for this very read.
create or replace function database_timeline() returns text language sql volatile as $$
    select case when pg_is_in_recovery() and current_setting('hal_sharing.timeline', true) <> '' then current_setting('hal_sharing.timeline')
           else substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) || ' ' || pg_postmaster_start_time() end
$$;
