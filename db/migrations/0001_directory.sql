-- The directory: users, OAuth clients, teams, memberships and team authorizations, and the principals that own and receive.
-- IDs are compared exactly and ordered by code point in every locale, hence collate "C" everywhere.
-- Some columns have n_distinct = -1: a statement has one plan for all values, and with this setting it is made as if each value had few
-- rows, and uses the index. A plan for the average would read the whole table where one value has nearly all rows.

create extension if not exists pg_trgm;

-- Users and clients share one ID space. A row remains when its account is deleted, so that no ID is used twice.
create table account_ids (
    id      text collate "C" primary key check (id ~ '^[A-Za-z0-9._@-]{1,128}$' and id !~ '^\.+$' and lower(id) not in ('me', 'options')),
    kind    text not null check (kind in ('user', 'client')),
    unique (id, kind)
);
create unique index account_ids_ignoring_case on account_ids (lower(id));

-- The same for teams.
create table team_ids (
    id      text collate "C" primary key check (id ~ '^[A-Za-z0-9._@-]{1,128}$' and id !~ '^\.+$' and lower(id) not in ('me', 'options'))
);
create unique index team_ids_ignoring_case on team_ids (lower(id));

-- The supertype of user and team. The name is only here: one join reads it, and a rename writes one row. managed_by is a copy of the
-- user's (functions/directory.sql): one index has the principals that everyone sees, in their order, another the managed users of a party.
create table principals (
    id          text collate "C" primary key,
    kind        text not null check (kind in ('user', 'team')),
    name        text not null check (length(name) between 1 and 200),
    managed_by  text collate "C",
    search      text not null generated always as (lower((substr(id, 6) || ' ' || name) collate "und-x-icu")) stored,
    check (starts_with(id, kind || ':'))
);
alter table principals alter column managed_by set (n_distinct = -1);
create index principals_names on principals (id) include (name);
create index principals_unmanaged on principals (id) where managed_by is null;
create index principals_by_party on principals (managed_by, id) where managed_by is not null;
-- Searches compare by the rules of "und-x-icu"; an index serves only comparisons by its own collation.
create index principals_search on principals using gin (search collate "und-x-icu" gin_trgm_ops) where managed_by is null;
create index principals_managed_search on principals using gin (search collate "und-x-icu" gin_trgm_ops) where managed_by is not null;

create table users (
    id              text collate "C" primary key,
    account_kind    text not null generated always as ('user') stored,
    principal_id    text collate "C" not null unique generated always as ('user:' || id) stored references principals (id),
    first_name      text check (length(first_name) <= 200),
    last_name       text check (length(last_name) <= 200),
    email           text check (length(email) <= 320),
    is_superuser    boolean not null default false,
    managed_by      text collate "C" references account_ids (id),
    version         bigint not null default 1,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    foreign key (id, account_kind) references account_ids (id, kind),
    constraint superusers_are_not_managed check (not (is_superuser and managed_by is not null)),
    constraint users_do_not_manage_themselves check (managed_by <> id)
);
alter table users alter column managed_by set (n_distinct = -1);
create index users_by_party on users (managed_by, id) where managed_by is not null;
create index users_superusers on users (id) where is_superuser;

create table clients (
    id              text collate "C" primary key,
    account_kind    text not null generated always as ('client') stored,
    name            text not null check (length(name) between 1 and 200),
    secret_hash     bytea not null,
    former_hash     bytea,
    former_until    timestamptz,
    version         bigint not null default 1,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    foreign key (id, account_kind) references account_ids (id, kind)
);

-- created_by has no foreign key, since teams outlive their creators; null: unknown. It counts towards the limit of teams per creator.
create table teams (
    id                  text collate "C" primary key references team_ids (id),
    principal_id        text collate "C" not null unique generated always as ('team:' || id) stored references principals (id),
    description         text not null default '' check (length(description) <= 4000),
    url                 text check (length(url) <= 2000),
    image               text check (length(image) <= 2000),
    privacy_statement   text check (length(privacy_statement) <= 2000),
    created_by          text collate "C",
    version             bigint not null default 1,
    created_at          timestamptz not null,
    updated_at          timestamptz not null
);
create index teams_by_creator on teams (created_by) where created_by is not null;

-- Roles ascend: 1 member, 2 memberPlus, 3 designer, 4 dataWizard, 5 publisher, 6 admin; each has the rights of those before it.
create table memberships (
    team_id     text collate "C" not null references teams (id) on delete cascade,
    user_id     text collate "C" not null references users (id) on delete cascade,
    role        smallint not null check (role between 1 and 6),
    version     bigint not null default 1,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    primary key (team_id, user_id)
);
alter table memberships alter column team_id set (n_distinct = -1), alter column user_id set (n_distinct = -1);
create index memberships_by_user on memberships (user_id, team_id) include (role);

-- A user lets a team use their data.
create table team_authorizations (
    user_id     text collate "C" not null references users (id) on delete cascade,
    team_id     text collate "C" not null references teams (id) on delete cascade,
    scopes      text[] not null check (cardinality(scopes) > 0
                    and scopes <@ array['data:read', 'data:write', 'admin', 'openid', 'profile', 'offline_access']),
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    primary key (user_id, team_id)
);
-- The users of a team are read from the index alone, in their order.
create index team_authorizations_by_team on team_authorizations (team_id, user_id) include (scopes);

-- Lists contain the names of principals, but a rename does not write to them: every rename increments this one version.
create table directory (
    only_row    boolean primary key default true check (only_row),
    version     bigint not null default 1
);
insert into directory default values;
