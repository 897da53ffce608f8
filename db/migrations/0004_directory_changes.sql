-- Which principals changed in the directory, by its version: a server that keeps documents reads from here which of them are stale.
-- Only the latest versions are kept (functions/directory.sql): a server that missed others keeps no document.

create table directory_changes (
    version         bigint primary key,
    principal_id    text collate "C" not null
);
