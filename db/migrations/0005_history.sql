-- The record of changes is read as the history of an integration, a team or a user, newest first: each change says which of them it is about,
-- in columns with an index for each history. Frequent statements set them; for others, and for servers of the version before, a trigger does.
-- The functions are not in functions/, because the columns store their results.

-- The integration that a change, or the share of a change, is about.
create function change_integration(subject text) returns text
language sql immutable as $$
    select case split_part(subject, ':', 1)
           when 'integration' then substr(subject, 13)
           when 'share' then split_part(substr(subject, 7), '/', 1) end
$$;

-- The team that a change, or the membership of a change, is about.
create function change_team(subject text) returns text
language sql immutable as $$
    select case split_part(subject, ':', 1)
           when 'team' then substr(subject, 6)
           when 'membership' then split_part(substr(subject, 12), '/', 1) end
$$;

-- The principal that a change concerns: the recipient of a share, the member, the user, and the owner of an integration that is created,
-- transferred (the new owner) or deleted.
create function change_principal(action text, subject text, before jsonb, after jsonb) returns text
language sql immutable as $$
    select case split_part(subject, ':', 1)
           when 'share' then split_part(subject, '/', 2)
           when 'membership' then 'user:' || split_part(subject, '/', 2)
           when 'authorization' then 'user:' || split_part(substr(subject, 15), '/', 1)
           when 'user' then subject
           when 'integration' then
               case action
               when 'integration.create' then after ->> 'owner_id'
               when 'integration.transfer' then after ->> 'ownerId'
               when 'integration.delete' then before ->> 'owner_id' end
           end
$$;

-- The previous owner, in a transfer.
create function change_former_owner(action text, before jsonb) returns text
language sql immutable as $$
    select case action when 'integration.transfer' then before ->> 'ownerId' end
$$;

-- The user who joins or leaves a team; null for other changes, such as that of a role.
create function change_joiner(subject text, before jsonb, after jsonb) returns text
language sql immutable as $$
    select case when starts_with(subject, 'membership:') and (before is null or after is null) then split_part(subject, '/', 2) end
$$;

-- Written once for the changes so far, then without an expression: PostgreSQL plans that of a generated column, or of an index, anew for
-- each statement, and at a higher cost than all else in the insert.
alter table changes
    add subject_integration_id text collate "C" generated always as (change_integration(subject)) stored,
    add subject_team_id text collate "C" generated always as (change_team(subject)) stored,
    add principal_id text collate "C" generated always as (change_principal(action, subject, before, after)) stored,
    add former_owner_id text collate "C" generated always as (change_former_owner(action, before)) stored,
    add joiner_id text collate "C" generated always as (change_joiner(subject, before, after)) stored;
alter table changes
    alter subject_integration_id drop expression, alter subject_team_id drop expression, alter principal_id drop expression,
    alter former_owner_id drop expression, alter joiner_id drop expression;

create function name_subjects() returns trigger language plpgsql as $$
begin
    new.subject_integration_id := change_integration(new.subject);
    new.subject_team_id := change_team(new.subject);
    new.principal_id := change_principal(new.action, new.subject, new.before, new.after);
    new.former_owner_id := change_former_owner(new.action, new.before);
    new.joiner_id := change_joiner(new.subject, new.before, new.after);
    return new;
end $$;
create trigger changes_name_their_subjects before insert on changes
    for each row when (new.principal_id is null) execute function name_subjects();

create index changes_by_integration on changes (subject_integration_id, id) where subject_integration_id is not null;
create index changes_by_team on changes (subject_team_id, id) where subject_team_id is not null;
create index changes_by_principal on changes (principal_id, id) where principal_id is not null;
create index changes_by_former_owner on changes (former_owner_id, id) where former_owner_id is not null;
create index changes_by_joiner on changes (joiner_id, id) where joiner_id is not null;
-- Whether a deleted user was a managed one decides who still sees changes about them.
create index changes_of_deleted_users on changes (subject) where action = 'user.delete';
drop index changes_by_subject;

-- The key that hides the numbers of changes: they are dense, so they would count the changes that a reader cannot see. All servers need
-- the same one, and an ID stays valid, so it is stored here. gen_random_uuid is cryptographically strong.
create table change_key (
    only_row    boolean primary key default true check (only_row),
    key         bytea not null check (length(key) = 32)
);
insert into change_key (key) values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
