-- IntegrationQueries.GetSql, as the server runs it.
\set integration random(1, 100000)
\set name 1000000 + :integration
\set caller 1 + (:integration * 13) % 200000
select c.caller_exists, c.is_superuser, c.managed_by, c.is_managed_by_client, c.granted_scopes,
       i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level,
       i.id, i.slug, i.name, i.type, i.description, i.owner_id, i.created_at, i.updated_at, i.version
from caller_facts(:caller, nullif(:none, '-'), nullif(:none, '-'), :acted::boolean) c left join lateral visible_integration(:caller, c.is_superuser, nullif(:none, '-') is not null, :name) i on true
