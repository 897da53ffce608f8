\set i random(1,100000)
select c.caller_exists, c.is_superuser, c.managed_by, c.is_managed_by_client, c.granted_scopes, c.owns_only, i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level, i.id, i.share_count,
 (select b.principal_id from shares b where b.integration_id = i.id and b.principal_id <= '' and '' <> '' order by b.principal_id desc offset 1000 limit 1) as previous_after,
 s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.principal_name
from caller_facts('u' || (1 + (:i::int * 13) % 200000), null, null, false) c left join lateral visible_integration('u' || (1 + (:i::int*13) % 200000), c.is_superuser, c.owns_only, 'slug-' || (:i::int)) i on true
left join lateral (
    select s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, p.name as principal_name
    from shares s join principals p on p.id = s.principal_id
    where s.integration_id = i.id and s.principal_id > '' 
    order by s.principal_id limit 1001) s on true
order by s.principal_id
