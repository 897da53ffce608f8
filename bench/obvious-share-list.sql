-- The same facts and rows in their most obvious form.
\set integration random(1, 100000)
\set name 1000000 + :integration
\set caller 1 + (:integration * 13) % 200000
with caller as (
    select u.id, u.is_superuser from users u where u.id = :caller
), integration as (
    select i.id, i.owner_id, i.share_count from integrations i where i.id = :name or i.slug = :name
), roles as (
    select m.team_id, m.role from memberships m join caller c on c.id = m.user_id
), held as (
    select s.principal_id, s.access_level from shares s join integration i on i.id = s.integration_id
    where s.principal_id = 'user:' || (select id from caller) or s.principal_id in (select 'team:' || team_id from roles)
)
select (select is_superuser from caller), i.id, i.owner_id, i.share_count,
       (select max(role) from roles where 'team:' || team_id = i.owner_id), (select max(access_level) from held),
       s.principal_id, s.access_level, s.created_at, s.updated_at, coalesce(pu.name, pt.name) as name
from integration i
left join shares s on s.integration_id = i.id
left join users u on u.principal_id = s.principal_id left join principals pu on pu.id = u.principal_id
left join teams t on t.principal_id = s.principal_id left join principals pt on pt.id = t.principal_id
order by s.principal_id
