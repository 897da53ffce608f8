-- The record: who did what, by which authorized party, before and after, when. Written in the transaction of the change itself.
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
