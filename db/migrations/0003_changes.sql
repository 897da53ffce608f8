-- The record of changes: who did what, by which authorized party, before and after, when. Written in the transaction of the change itself.
create table changes (
    id                  bigint generated always as identity primary key,
    at                  timestamptz not null,
    user_id             text collate "C" not null,
    authorized_party    text collate "C",
    team_id             text collate "C",
    action              text not null,
    subject             text collate "C" not null,
    before              jsonb,
    after               jsonb
);
create index changes_by_subject on changes (subject, id);

-- Renames of users and teams are counted by the user who makes them, because their number is limited. This function is not in functions/,
-- because an index stores its results: a change needs a migration that builds the index again.
create function is_rename(action text, before jsonb, after jsonb) returns boolean
language sql immutable as $$
    select action in ('user.update', 'team.update')
       and (before ->> 'display_name' is distinct from after ->> 'display_name' or before ->> 'name' is distinct from after ->> 'name')
$$;
create index changes_renames on changes (user_id, at) where is_rename(action, before, after);
