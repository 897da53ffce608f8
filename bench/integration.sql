\set i random(1,100000)
select c.caller_exists, c.is_superuser, c.managed_by, c.is_managed_by_client, c.granted_scopes, c.owns_only, i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level, i.id, i.slug, i.name, i.type, i.description, i.owner_id, i.created_at, i.updated_at
from caller_facts('u' || (1 + (:i::int * 13) % 200000), null, null, false) c left join lateral visible_integration('u' || (1 + (:i::int*13) % 200000), c.is_superuser, c.owns_only, 'slug-' || (:i::int)) i on true
