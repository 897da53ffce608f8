-- Version 1.
-- At least one superuser always remains.

create or replace function is_last_superuser(target_user_id text) returns boolean
language plpgsql stable as $$
begin
    return exists (select from users u where u.id = target_user_id and u.is_superuser)
        and not exists (select from users u where u.is_superuser and u.id <> target_user_id);
end $$;

-- The guard: every write that can change who is a superuser, or delete a superuser, takes it before any other lock. Row locks cannot do
-- this: the set of superusers to lock is read from a snapshot, and a user who becomes a superuser while the statement waits is not in
-- it. An advisory lock, not a guard row: like a row lock it ends with the transaction, counts for lock_timeout and deadlock detection,
-- and works behind a transaction pooler; but there is no row that could be missing or must be vacuumed, and nothing is written to take it.
create or replace function lock_superusers() returns void language plpgsql as $$
begin
    -- The letters "superuse"; advisory locks are separate for each database.
    perform pg_advisory_xact_lock(x'7375706572757365'::bigint);
end $$;

-- The same as a constraint, which also holds for SQL that does not go through the server. Deferred, so that superusers can be exchanged
-- in one transaction; under the guard, or two transactions could each count on the superuser that the other one demotes.
create or replace function superuser_remains() returns trigger language plpgsql as $$
begin
    perform lock_superusers();
    if not exists (select from users u where u.is_superuser) then
        raise exception using errcode = 'check_violation', constraint = 'superuser_remains', message = 'at least one superuser remains';
    end if;
    return null;
end $$;

drop trigger if exists superuser_was_demoted on users;
create constraint trigger superuser_was_demoted after update of is_superuser on users
    deferrable initially deferred for each row when (old.is_superuser and not new.is_superuser) execute function superuser_remains();

drop trigger if exists superuser_was_deleted on users;
create constraint trigger superuser_was_deleted after delete on users
    deferrable initially deferred for each row when (old.is_superuser) execute function superuser_remains();
