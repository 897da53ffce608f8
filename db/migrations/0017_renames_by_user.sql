-- Renames of users and teams are counted by the user who makes them, because their number is limited.
create function is_rename(action text, before jsonb, after jsonb) returns boolean
language sql immutable as $$
    select action in ('user.update', 'team.update')
       and (before ->> 'display_name' is distinct from after ->> 'display_name' or before ->> 'name' is distinct from after ->> 'name')
$$;
create index changes_renames on changes (user_id, at) where is_rename(action, before, after);
