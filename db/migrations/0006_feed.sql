-- The feed: every change once, in an order to which nothing is ever added before what a reader has seen. The numbers of changes are not such
-- an order, because they are taken before COMMIT: number 7 can become visible after number 8 (functions/feed.sql).

-- The transaction that wrote the change; null in older rows. In two statements, because a default in the first would write the whole table.
alter table changes add xid xid8;
alter table changes alter xid set default pg_current_xact_id();
-- Grows at its end, as transactions do. Older rows are not in it, so nothing is built now.
create index changes_by_xid on changes (xid, id) where xid is not null;

-- Positions are dense and permanent. They are separate from the changes, which are append-only, and outlive a dump, which xid does not. No
-- foreign key: changes are never deleted, and a check of each would double the cost of a position.
create table feed (
    position    bigint primary key,
    change_id   bigint not null unique
);

-- Up to where changes have positions. IDs of transactions have a meaning only in the cluster that assigned them.
--   system_identifier        the cluster of sealed_xid; null: none yet
--   sealed_xid, sealed_id    changes of this cluster up to here have positions
--   adopted_id               while changes from elsewhere, or from before this migration, get positions by number: up to here they have
create table feed_sealing (
    only_row            boolean primary key default true check (only_row),
    system_identifier   bigint,
    sealed_xid          xid8 not null default '0',
    sealed_id           bigint not null default 0,
    adopted_id          bigint
);
insert into feed_sealing default values;
