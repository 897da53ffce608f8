-- Version 1.
-- The order of the feed. A change is sealed, which means that it gets a position, as soon as no transaction in progress has an older ID:
-- then no change can become visible that belongs before it.

-- Seals up to so many changes, in the order of their transactions, then of their numbers. A server that does not get the lock seals nothing,
-- and waits for nothing.
--   sealed           how many changes it has sealed
--   last_position    the last position; 0 if there is none
--   behind_seconds   the age of the oldest change of this cluster without a position; null if there is none
create or replace function seal_changes(most integer)
returns table (sealed integer, last_position bigint, behind_seconds double precision)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare
    done feed_sealing;
    this_system bigint := (select s.system_identifier from pg_control_system() s);
    ids bigint[];
    xids xid8[];
    horizon xid8;
begin
    sealed := 0;
    -- Two sealers would give one position twice. Each statement after this one has a newer snapshot, so it sees what the previous sealer
    -- has committed.
    if pg_try_advisory_xact_lock(5216694956355245924) then
        select f.* into done from feed_sealing f;
        if done.system_identifier is distinct from this_system then
            update feed_sealing f
            set system_identifier = this_system, sealed_xid = pg_snapshot_xmin(pg_current_snapshot()), sealed_id = 0, adopted_id = 0
            returning f.* into done;
        end if;
        if done.adopted_id is not null then
            sealed := adopt_changes(done.adopted_id, done.sealed_xid, most);
        else
            -- One statement, because the horizon and the rows must be of one snapshot: with an older horizon, a transaction that committed
            -- in between could be passed over.
            select array_agg(w.id order by w.xid, w.id), array_agg(w.xid order by w.xid, w.id), pg_snapshot_xmin(pg_current_snapshot())
            into ids, xids, horizon
            from (
                select c.id, c.xid from changes c
                where (c.xid, c.id) > (done.sealed_xid, done.sealed_id) and c.xid < pg_snapshot_xmin(pg_current_snapshot())
                order by c.xid, c.id
                limit most) w;
            if ids is not null then
                sealed := append_to_feed(ids);
                update feed_sealing
                set sealed_xid = case when cardinality(ids) < most then horizon else xids[cardinality(ids)] end,
                    sealed_id = case when cardinality(ids) < most then 0 else ids[cardinality(ids)] end;
            end if;
        end if;
        if sealed > 0 then
            -- Only here: a transaction that notifies takes a lock of the whole cluster at COMMIT, and writers must not queue for it.
            perform pg_notify('hal_sharing_feed', '');
        end if;
    end if;
    last_position := coalesce((select max(f.position) from feed f), 0);
    behind_seconds := (
        select extract(epoch from clock_timestamp() - c.at)
        from (
            select c.id, c.at from feed_sealing f
            cross join lateral (
                select c.id, c.at, c.xid from changes c
                where (c.xid, c.id) > (f.sealed_xid, f.sealed_id) and c.xid < pg_snapshot_xmax(pg_current_snapshot())
                order by c.xid, c.id
                limit 1) c) c
        where not exists (select from feed f where f.change_id = c.id));
    return next;
end $$;

-- Gives positions by number to changes whose transactions say nothing here: from before the column existed, or from another cluster, whose
-- IDs can be higher than any that this one will assign. Looks at up to so many rows, so that its time is limited. Changes of this cluster
-- from now on (since sealed_xid) are left to the order of transactions; changes that have a position keep it.
create or replace function adopt_changes(after_id bigint, since xid8, most integer) returns integer
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare
    looked bigint[];
    ids bigint[];
begin
    select array_agg(w.id order by w.id),
           array_agg(w.id order by w.id)
               filter (where w.xid is null or w.xid < since or w.xid >= pg_snapshot_xmax(pg_current_snapshot()))
    into looked, ids
    from (select c.id, c.xid from changes c where c.id > after_id order by c.id limit most) w;
    update feed_sealing set adopted_id = case when cardinality(looked) = most then looked[most] end;
    return append_to_feed(ids);
end $$;

-- Gives the next positions to changes, in this order, except those that have one.
create or replace function append_to_feed(ids bigint[]) returns integer
language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
declare
    appended integer;
begin
    insert into feed (position, change_id)
    select coalesce((select max(f.position) from feed f), 0) + row_number() over (order by n.place), n.id
    from unnest(ids) with ordinality as n (id, place)
    where not exists (select from feed f where f.change_id = n.id offset 0);
    get diagnostics appended = row_count;
    return appended;
end $$;
