-- Who there is: users, OAuth clients, teams, who is a member of what, and the principals that may own and receive.
-- Ids are compared exactly and ordered by code point, whatever the database's locale: collate "C" everywhere.

create extension if not exists pg_trgm;

-- Users and clients share one id space. A row stays when its account goes, so that no id is ever used twice.
create table account_ids (
    id      text collate "C" primary key check (id ~ '^[A-Za-z0-9._@-]{1,128}$' and id !~ '^\.+$' and lower(id) not in ('me', 'options')),
    kind    text not null check (kind in ('user', 'client')),
    unique (id, kind)
);
create unique index account_ids_no_twin on account_ids (lower(id));

-- The same for teams.
create table team_ids (
    id      text collate "C" primary key check (id ~ '^[A-Za-z0-9._@-]{1,128}$' and id !~ '^\.+$' and lower(id) not in ('me', 'options'))
);
create unique index team_ids_no_twin on team_ids (lower(id));

-- The supertype of user and team. The name lives here alone: one join tells it, and a rename writes one row.
create table principals (
    id      text collate "C" primary key,
    kind    text not null check (kind in ('user', 'team')),
    name    text not null check (length(name) between 1 and 200),
    search  text not null generated always as (lower((substr(id, 6) || ' ' || name) collate "und-x-icu")) stored,
    check (starts_with(id, kind || ':'))
);
create index principals_search on principals using gin (search gin_trgm_ops);

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
    constraint nobody_manages_himself check (managed_by <> id)
);
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

create table teams (
    id                  text collate "C" primary key references team_ids (id),
    principal_id        text collate "C" not null unique generated always as ('team:' || id) stored references principals (id),
    description         text not null default '' check (length(description) <= 4000),
    url                 text check (length(url) <= 2000),
    image               text check (length(image) <= 2000),
    privacy_statement   text check (length(privacy_statement) <= 2000),
    version             bigint not null default 1,
    member_list_version bigint not null default 1,
    created_at          timestamptz not null,
    updated_at          timestamptz not null
);

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
create index memberships_by_user on memberships (user_id, team_id) include (role);

-- A user lets a team use his data.
create table team_authorizations (
    user_id     text collate "C" not null references users (id) on delete cascade,
    team_id     text collate "C" not null references teams (id) on delete cascade,
    scopes      text[] not null check (cardinality(scopes) > 0
                    and scopes <@ array['data:read', 'data:write', 'admin', 'openid', 'profile', 'offline_access']),
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    primary key (user_id, team_id)
);
create index team_authorizations_by_team on team_authorizations (team_id, user_id);

-- Lists show names of principals without writing to what they belong to: every rename moves this one version.
create table directory (
    only_row    boolean primary key default true check (only_row),
    version     bigint not null default 1
);
insert into directory default values;

create function move_directory_version() returns trigger language plpgsql as $$
begin
    update directory set version = version + 1;
    return null;
end $$;
create trigger principal_was_renamed after update of name on principals
    for each row when (old.name is distinct from new.name) execute function move_directory_version();

-- A team keeps an admin. Deferred, so that a team and its first admin are made in one transaction; it locks the team row,
-- or two admins could demote each other at the same time and both see the other one.
create function team_keeps_an_admin() returns trigger language plpgsql as $$
declare
    checked_team text := case when tg_table_name = 'teams' then (to_jsonb(new) ->> 'id') else (to_jsonb(old) ->> 'team_id') end;
begin
    perform 1 from teams where id = checked_team for update;
    if found and not exists (select from memberships where team_id = checked_team and role = 6) then
        raise exception using errcode = 'check_violation', constraint = 'team_keeps_an_admin', message = 'a team keeps an admin';
    end if;
    return null;
end $$;
create constraint trigger team_has_an_admin after insert on teams
    deferrable initially deferred for each row execute function team_keeps_an_admin();
create constraint trigger team_keeps_an_admin after update of role or delete on memberships
    deferrable initially deferred for each row when (old.role = 6) execute function team_keeps_an_admin();
