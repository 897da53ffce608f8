-- ShareQueries.ListSql, as the server runs it.
\set integration random(1, 100000)
\set name 1000000 + :integration
\set caller 1 + (:integration * 13) % 200000
select c.caller_exists, c.is_superuser, c.managed_by, c.is_managed_by_client, c.granted_scopes,
       i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level,
       i.id, i.share_count,
       (select b.principal_id from (
            select s.principal_id from shares s
            where s.integration_id = i.id and s.principal_id <= coalesce(nullif(:none, '-'), '') and coalesce(nullif(:none, '-'), '') <> '' and (i.share_list_version, d.version) is distinct from (nullif(:none, '-')::bigint, nullif(:none, '-')::bigint)
            order by s.principal_id desc limit largest_page()) b
        order by b.principal_id desc offset :limit limit 1) as previous_after,
       i.share_list_version, d.version as directory_version, array_to_string(g.ids, ' ') as visible_grantors,
       s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version, s.principal_name, case when 'user:' || s.granted_by = any(g.ids) then 'user:' || s.granted_by end as granted_by
from caller_facts(:caller, nullif(:none, '-'), nullif(:none, '-'), :acted::boolean) c left join lateral visible_integration(:caller, c.is_superuser, nullif(:none, '-') is not null, :name) i on true
cross join directory d
cross join lateral (select visible_grantors(:caller, c.is_superuser, i.id) as ids offset 0) g
left join lateral (
    select * from (
        select s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version, s.granted_by, p.name as principal_name
        from shares s join principals p on p.id = s.principal_id
        where s.integration_id = i.id and s.principal_id > coalesce(nullif(:none, '-'), '') and (i.share_list_version, d.version) is distinct from (nullif(:none, '-')::bigint, nullif(:none, '-')::bigint)
        order by s.principal_id limit largest_page()) page
    order by page.principal_id limit :fetch) s on true
order by s.principal_id
