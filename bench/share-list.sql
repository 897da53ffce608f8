-- ShareQueries.ListSql, as the server runs it.
\set integration random(1, 100000)
\set name 1000000 + :integration
\set caller 1 + (:integration * 13) % 200000
select c.caller_exists, c.is_superuser, c.managed_by, c.is_managed_by_client, c.granted_scopes,
       i.is_owner, i.owning_team_role, i.own_share_level, i.team_share_level, i.admin_team_share_level,
       i.id, i.share_count,
       (select b.principal_id from (
            select s.principal_id from shares s
            where s.integration_id = i.id and s.principal_id <= coalesce(nullif(:none, '-'), '') and coalesce(nullif(:none, '-'), '') <> ''
            order by s.principal_id desc limit largest_page()) b
        order by b.principal_id desc offset :limit limit 1) as previous_after,
       i.share_list_version, database_timeline() as timeline, d.version as directory_version,
       s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version, s.principal_name, s.granted_by, s.grantor_is_managed
from caller_facts(:caller, nullif(:none, '-'), nullif(:none, '-'), :acted::boolean) c left join lateral visible_integration(:caller, c.is_superuser, nullif(:none, '-') is not null, :name) i on true
cross join directory d
left join lateral (
    select * from (
        select s.integration_id, s.principal_id, s.access_level, s.created_at, s.updated_at, s.version, p.name as principal_name, g.id as granted_by, g.managed_by is not null as grantor_is_managed
        from shares s
        join principals p on p.id = s.principal_id
        left join principals g on g.id = 'user:' || s.granted_by
        where s.integration_id = i.id and s.principal_id > coalesce(nullif(:none, '-'), '')
        order by s.principal_id limit largest_page()) page
    order by page.principal_id limit :fetch) s on true
order by s.principal_id
