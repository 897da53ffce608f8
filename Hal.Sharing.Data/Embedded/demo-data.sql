-- The demo data of the contract, section 7; all times are 2026-01-15T09:00:00Z.
insert into account_ids (id, kind)
select id, 'user' from unnest(array['admin', 'jdoe', 'asmith', 'bwong', 'coach', 'junior', 'outsider']) as id;

insert into principals (id, kind, name) values
    ('user:admin', 'user', 'Admin User'),
    ('user:jdoe', 'user', 'John Doe'),
    ('user:asmith', 'user', 'Alice Smith'),
    ('user:bwong', 'user', 'Bob Wong'),
    ('user:coach', 'user', 'Casey Coach'),
    ('user:junior', 'user', 'Jamie Junior'),
    ('user:outsider', 'user', 'Olive Outsider'),
    ('team:analytics', 'team', 'Analytics Team'),
    ('team:engineering', 'team', 'Engineering'),
    ('team:coaching', 'team', 'Coaching');

insert into users (id, first_name, last_name, email, is_superuser, managed_by, created_at, updated_at)
select id, first_name, last_name, id || '@example.com', id = 'admin', managed_by, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z'
from (values
    ('admin', 'Admin', 'User', null),
    ('jdoe', 'John', 'Doe', null),
    ('asmith', 'Alice', 'Smith', null),
    ('bwong', 'Bob', 'Wong', null),
    ('coach', 'Casey', 'Coach', null),
    ('junior', 'Jamie', 'Junior', 'coach'),
    ('outsider', 'Olive', 'Outsider', null)) as people (id, first_name, last_name, managed_by);

insert into team_ids (id) values ('analytics'), ('engineering'), ('coaching');

insert into teams (id, created_at, updated_at)
select id, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z' from team_ids;

insert into memberships (team_id, user_id, role, created_at, updated_at)
select team_id, user_id, role, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z'
from (values
    ('analytics', 'asmith', 6),
    ('analytics', 'jdoe', 4),
    ('analytics', 'bwong', 1),
    ('engineering', 'jdoe', 6),
    ('engineering', 'asmith', 1),
    ('coaching', 'coach', 6),
    ('coaching', 'bwong', 1)) as members (team_id, user_id, role);

insert into integration_names (name, integration_id) values
    ('abc-123', 'abc-123'), ('salesforce', 'abc-123'),
    ('gd-001', 'gd-001'), ('google-drive-engineering', 'gd-001'),
    ('wh-001', 'wh-001'), ('warehouse', 'wh-001');

insert into integrations (id, slug, name, type, owner_id, created_at, updated_at)
select id, slug, name, type, owner_id, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z'
from (values
    ('abc-123', 'salesforce', 'Salesforce', 'salesforce', 'user:admin'),
    ('gd-001', 'google-drive-engineering', 'Google Drive - Engineering', 'google-drive', 'team:engineering'),
    ('wh-001', 'warehouse', 'Warehouse', 'postgres', 'team:analytics')) as owned (id, slug, name, type, owner_id);

insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
select integration_id, principal_id, access_level, 'admin', '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z'
from (values
    ('abc-123', 'team:analytics', 1),
    ('abc-123', 'user:jdoe', 3),
    ('wh-001', 'user:bwong', 2)) as shared (integration_id, principal_id, access_level);

insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
values ('junior', 'coaching', array['data:read'], '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');

-- The record of all this, so that histories have a beginning. The key is the same for everyone: IDs of changes are examples in documents.
update change_key set key = sha256('The demo data of Hal.Sharing');

insert into changes (at, user_id, authorized_party, action, subject, after)
select '2026-01-15T09:00:00Z', user_id, authorized_party, action, subject, after
from (
    select 1 as place, 'admin' as user_id, null as authorized_party, 'user.create' as action, 'user:' || u.id as subject,
           jsonb_build_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name, 'email', u.email,
                              'is_superuser', u.is_superuser, 'managed_by', u.managed_by, 'display_name', p.name) as after
    from users u join principals p on p.id = u.principal_id
    union all
    select 2, m.user_id, null, 'team.create', 'team:' || t.id, jsonb_build_object('id', t.id, 'description', t.description, 'name', p.name)
    from teams t join principals p on p.id = t.principal_id join memberships m on m.team_id = t.id and m.role = 6
    union all
    select 3, a.user_id, null, 'membership.put', 'membership:' || m.team_id || '/' || m.user_id, jsonb_build_object('role', m.role)
    from memberships m join memberships a on a.team_id = m.team_id and a.role = 6
    union all
    select 4, 'admin', null, 'integration.create', 'integration:' || i.id,
           jsonb_build_object('id', i.id, 'slug', i.slug, 'name', i.name, 'type', i.type, 'owner_id', i.owner_id)
    from integrations i
    union all
    select 5, s.granted_by, null, 'share.put', 'share:' || s.integration_id || '/' || s.principal_id,
           jsonb_build_object('accessLevel', s.access_level)
    from shares s
    union all
    select 6, a.user_id, 'coach', 'authorization.put', 'authorization:' || a.user_id || '/' || a.team_id,
           jsonb_build_object('scopes', a.scopes)
    from team_authorizations a) recorded
order by place, subject;
