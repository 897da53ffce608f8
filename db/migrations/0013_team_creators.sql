-- Who created a team: a user can create a limited number of them. Without a foreign key, since teams outlive their creators. Null: unknown.
alter table teams add column created_by text collate "C";
update teams t set created_by = c.user_id from changes c where c.subject = t.principal_id and c.action = 'team.create';
create index teams_by_creator on teams (created_by) where created_by is not null;

-- Begins the creation of a team. The creations of one user, and of the users whom they manage, queue, so that their number is exact; and the
-- user stays the superuser that they are. (A client's users have a limit each.)
create procedure lock_team_creator(of_user text)
language plpgsql as $$
begin
    perform from users u
    where u.id = of_user or u.id = (select m.managed_by from users m where m.id = of_user)
    order by u.id for no key update;
end $$;
