-- Begins every change of what a managed user lets a team do. The team is held, so that it cannot go meanwhile (membership writes go
-- on). Then the user, if the party manages him: who releases or deletes him waits for this transaction, or this one sees it done.
-- no key update, not share: his row stands in for an authorization that may not exist yet, so that two requests for one user stand
-- in line and each knows what was granted before. The authorization last, against whoever acts by it just now. The order of all locks: teams, users, authorizations.
create procedure lock_team_authorization(of_user text, party text, of_team text)
language plpgsql as $$
begin
    perform from teams t where t.id = of_team for key share;
    perform from users u where u.id = of_user and u.managed_by = party for no key update;
    if found then
        perform from team_authorizations a where a.user_id = of_user and a.team_id = of_team for update;
    end if;
end $$;

-- The users of a team are read from the index alone, in their order.
drop index team_authorizations_by_team;
create index team_authorizations_by_team on team_authorizations (team_id, user_id) include (scopes);
