-- Version 2.
-- What the directory keeps current by itself: the version that counts changes of principals, and the managing party in the row of the
-- principal.

-- A change is what documents show of a principal: the name, and whether users see it (a managed or deleted user is hidden from some or all).
-- The row of the directory is locked until the transaction ends, so that versions are committed in their order.
create or replace function move_directory_version() returns trigger language plpgsql as $$
declare
    moved bigint;
begin
    update directory set version = version + 1 returning version into moved;
    insert into directory_changes values (moved, old.id);
    delete from directory_changes where version <= moved - 10000;
    return null;
end $$;

create or replace trigger principal_was_renamed after update of name on principals
    for each row when (old.name is distinct from new.name) execute function move_directory_version();
create or replace trigger principal_changed_party after update of managed_by on principals
    for each row when (old.managed_by is distinct from new.managed_by) execute function move_directory_version();
create or replace trigger principal_was_deleted after delete on principals
    for each row execute function move_directory_version();

create or replace function copy_managing_party() returns trigger language plpgsql as $$
begin
    update principals set managed_by = new.managed_by where id = new.principal_id;
    return null;
end $$;

create or replace trigger managed_user_was_created after insert on users
    for each row when (new.managed_by is not null) execute function copy_managing_party();
create or replace trigger managing_party_was_changed after update of managed_by on users
    for each row when (old.managed_by is distinct from new.managed_by) execute function copy_managing_party();

-- The timeline of the database. It changes with every failover, which can lose the latest transactions: their versions are then used again.
create or replace function database_timeline() returns text language sql volatile as $$
    select substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)
$$;
