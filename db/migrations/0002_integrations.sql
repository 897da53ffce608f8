-- What is owned and shared.

-- Ids and slugs of integrations are one name space: a name leads to one integration, for ever. Names are never deleted, so that
-- a former slug still leads to its integration and what was deleted is never used again.
create table integration_names (
    name            text collate "C" primary key check (name ~ '^[A-Za-z0-9._~-]{1,128}$' and name !~ '^\.+$' and lower(name) not in ('me', 'options')),
    integration_id  text collate "C" not null,
    unique (name, integration_id)
);
create unique index integration_names_no_twin on integration_names (lower(name));

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
create index integrations_by_owner on integrations (owner_id, id);
create index integrations_search on integrations using gin (search gin_trgm_ops);

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
create index shares_by_principal on shares (principal_id, integration_id) include (access_level);

-- The number of shares and the version of the list are kept with the integration, by whatever way its shares change (a deleted
-- user takes his along): a page knows its total, and a validator its list, without touching a share.
create function maintain_share_list() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        update integrations i set share_count = share_count + c.n, share_list_version = share_list_version + 1
        from (select integration_id, count(*) as n from changed group by integration_id) c where i.id = c.integration_id;
    elsif tg_op = 'DELETE' then
        update integrations i set share_count = share_count - c.n, share_list_version = share_list_version + 1
        from (select integration_id, count(*) as n from changed group by integration_id) c where i.id = c.integration_id;
    else
        update integrations i set share_list_version = share_list_version + 1
        from (select distinct integration_id from changed) c where i.id = c.integration_id;
    end if;
    return null;
end $$;
create trigger shares_were_added after insert on shares referencing new table as changed
    for each statement execute function maintain_share_list();
create trigger shares_were_changed after update on shares referencing new table as changed
    for each statement execute function maintain_share_list();
create trigger shares_were_removed after delete on shares referencing old table as changed
    for each statement execute function maintain_share_list();
