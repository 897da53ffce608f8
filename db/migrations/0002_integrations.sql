-- Integrations and their shares.

-- IDs and slugs of integrations are one namespace: a name leads to one integration, permanently. Names are never deleted, so that a former
-- slug still leads to its integration and a deleted name is never used again.
create table integration_names (
    name            text collate "C" primary key
                        check (name ~ '^[A-Za-z0-9._~-]{1,128}$' and name !~ '^\.+$' and lower(name) not in ('me', 'options')),
    integration_id  text collate "C" not null,
    unique (name, integration_id)
);
create unique index integration_names_ignoring_case on integration_names (lower(name));
-- The former slugs of an integration are counted when its slug changes, because their number is limited.
create index integration_names_by_integration on integration_names (integration_id);

create table integrations (
    id                  text collate "C" primary key references integration_names (name),
    slug                text collate "C" not null unique check (slug ~ '^[a-z0-9-]{1,128}$'),
    name                text not null check (length(name) between 1 and 200),
    type                text check (length(type) <= 200),
    description         text check (length(description) <= 4000),
    owner_id            text collate "C" not null references principals (id),
    share_count         integer not null default 0 check (share_count >= 0),
    version             bigint not null default 1,
    share_list_version  bigint not null default 1,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    search              text not null generated always as (
                            lower((name || ' ' || slug || ' ' || coalesce(description, '')) collate "und-x-icu")) stored,
    foreign key (slug, id) references integration_names (name, integration_id)
);
alter table integrations alter column owner_id set (n_distinct = -1);
create index integrations_by_owner on integrations (owner_id, id);
create index integrations_search on integrations using gin (search collate "und-x-icu" gin_trgm_ops);

-- Shares are deleted with their integration and with the user or team that receives them.
create table shares (
    integration_id  text collate "C" not null references integrations (id) on delete cascade,
    principal_id    text collate "C" not null references principals (id) on delete cascade,
    access_level    integer not null constraint access_level_is_positive check (access_level > 0),
    granted_by      text collate "C" not null,
    version         bigint not null default 1,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (integration_id, principal_id)
);
alter table shares alter column principal_id set (n_distinct = -1);
create index shares_by_principal on shares (principal_id, integration_id) include (access_level);
create index shares_by_grantor on shares (integration_id, granted_by);
