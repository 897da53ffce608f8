-- A user who goes leaves the share lists of his own shares and of those of teams that go with him. Each kind is looked up by its
-- principal: "his own or one of these" in one condition read all shares there are. All else is as before.
create or replace procedure lock_user(caller_id text, party text, team text, acted boolean, of_user text, superusers boolean, goes boolean)
language plpgsql as $$
begin
    perform from caller_facts(caller_id, party, team, acted) c join users u on u.id = of_user
    where u.managed_by is null or can_see_managed_user(caller_id, c.is_superuser, u.id, u.managed_by);
    if not found then
        return;
    end if;
    if goes then
        perform from integrations i
        where i.id in (
            select s.integration_id from shares s where s.principal_id = 'user:' || of_user
            union all
            select s.integration_id
            from memberships m join shares s on s.principal_id = 'team:' || m.team_id
            where m.user_id = of_user and m.role = 6
              and not exists (select from memberships o where o.team_id = m.team_id and o.user_id <> of_user))
        order by i.id for update;
        perform from teams t where t.id in (select m.team_id from memberships m where m.user_id = of_user) order by t.id for update;
    end if;
    perform from users u
    where u.id in (of_user, caller_id)
       or superusers and u.is_superuser
       or u.is_superuser and exists (select from users t where t.id = of_user and t.is_superuser)
    order by u.id for update;
end $$;
