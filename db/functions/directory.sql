-- Version 1.
-- What the directory keeps current by itself: the version that counts renames, and the managing party in the row of the principal.

create or replace function move_directory_version() returns trigger language plpgsql as $$
begin
    update directory set version = version + 1;
    return null;
end $$;

create or replace trigger principal_was_renamed after update of name on principals
    for each row when (old.name is distinct from new.name) execute function move_directory_version();

create or replace function copy_managing_party() returns trigger language plpgsql as $$
begin
    update principals set managed_by = new.managed_by where id = new.principal_id;
    return null;
end $$;

create or replace trigger managed_user_was_created after insert on users
    for each row when (new.managed_by is not null) execute function copy_managing_party();
create or replace trigger managing_party_was_changed after update of managed_by on users
    for each row when (old.managed_by is distinct from new.managed_by) execute function copy_managing_party();
