-- Version 1.
-- What the database knows of a caller. Facts only: the rules in Hal.Sharing.Data/Access decide what they permit.

-- Plain SQL functions without subqueries are inlined into the statement that calls them. Functions with subqueries are called. They are in
-- PL/pgSQL, whose plans stay with the connection: up to PostgreSQL 17, SQL functions are planned again by every statement that calls them.
-- And a statement that does not need them neither plans nor locks what they read.

-- One row always, also for an ID without an account.
--   party_id         the authorized party of the token, if it is not the user
--   acting_team_id   the team that acts for the caller, if one does: it reaches only what the caller owns. granted_scopes is what the
--                    caller lets that team do, as long as the party is a member of it
--   has_actor        whether another account acts for the caller: then the caller is not a superuser
create or replace function caller_facts(caller_id text, party_id text, acting_team_id text, has_actor boolean)
returns table (caller_exists boolean, is_superuser boolean, managed_by text, is_managed_by_client boolean, granted_scopes text)
language sql stable as $$
    select u.id is not null or is_client(caller_id),
           coalesce(u.is_superuser, false) and not has_actor,
           u.managed_by,
           u.managed_by is not null and is_client(u.managed_by),
           case when acting_team_id is not null then granted_scopes(caller_id, party_id, acting_team_id) end
    from (values (1)) as one left join users u on u.id = caller_id
$$;

create or replace function is_client(account_id text) returns boolean
language plpgsql stable as $$
begin
    return exists (select from clients k where k.id = account_id);
end $$;

-- What a user lets a team do, as long as the party is a member of it; null: nothing.
create or replace function granted_scopes(granting_user_id text, party_id text, acting_team_id text) returns text
language plpgsql stable as $$
begin
    return (select array_to_string(a.scopes, ' ')
            from team_authorizations a join memberships m on m.team_id = a.team_id and m.user_id = party_id
            where a.user_id = granting_user_id and a.team_id = acting_team_id);
end $$;

-- Whether the caller's token is delegated: its authorized party manages the user and, for a provider's token, is an OAuth client.
create or replace function is_delegated(caller_id text, party_id text, must_be_managed boolean) returns boolean
language plpgsql stable as $$
begin
    return exists (select from users u where u.id = caller_id and u.managed_by = party_id and (must_be_managed or is_client(party_id)));
end $$;
