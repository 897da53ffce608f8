-- States of shares, owners and memberships that have ended, each with the time in which it was true: from valid_from, before valid_to. The
-- present state is in its own table only, so a creation costs nothing. Triggers add the rows (functions/past_states.sql). They refer to
-- nothing: a past state outlives what it names. A state that no instant has (two changes at the same millisecond) is not kept.

create table past_shares (
    integration_id  text collate "C" not null,
    principal_id    text collate "C" not null,
    access_level    integer not null,
    granted_by      text collate "C" not null,
    created_at      timestamptz not null,
    valid_from      timestamptz not null,
    valid_to        timestamptz not null check (valid_to > valid_from)
);
create index past_shares_by_principal on past_shares (integration_id, principal_id, valid_from);

-- The states of one integration follow each other without a gap: the first one that ends after a time is the state at that time.
create table past_owners (
    integration_id  text collate "C" not null,
    owner_id        text collate "C" not null,
    valid_from      timestamptz not null,
    valid_to        timestamptz not null check (valid_to > valid_from)
);
create index past_owners_by_end on past_owners (integration_id, valid_to);

create table past_memberships (
    team_id         text collate "C" not null,
    user_id         text collate "C" not null,
    role            smallint not null,
    valid_from      timestamptz not null,
    valid_to        timestamptz not null check (valid_to > valid_from)
);
create index past_memberships_by_user on past_memberships (user_id, team_id, valid_from);
create index past_memberships_by_team on past_memberships (team_id, user_id, valid_from);

-- Since when past states are kept: what ended before is unknown. The functions add the row, with the triggers.
create table past_states_begin (
    only_row    boolean primary key default true check (only_row),
    at          timestamptz not null
);
