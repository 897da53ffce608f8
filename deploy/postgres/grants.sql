-- What the server may do, for the owner to run after each `migrate`: docs/operations.md, "Roles".
grant select, insert, update, delete on all tables in schema public to sharing_server;
revoke update, delete on changes, past_shares, past_owners, past_memberships from sharing_server;
revoke insert, update, delete on schema_migrations, schema_functions, change_key, past_states_begin from sharing_server;
