-- Begins every change of what a user himself lets a team do. As for managed users (lock_team_authorization): the team is held, so that it cannot go meanwhile; the
-- user's row stands in for an authorization that may not exist yet; the authorization last, against whoever acts by it just now. The order of all locks.
create procedure lock_own_authorization(of_user text, of_team text)
language plpgsql as $$
begin
    perform from teams t where t.id = of_team for key share;
    perform from users u where u.id = of_user for no key update;
    perform from team_authorizations a where a.user_id = of_user and a.team_id = of_team for update;
end $$;
