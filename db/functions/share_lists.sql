-- Version 1.
-- The number of shares and the version of the share list are kept with the integration, however its shares change (the deletion of a user
-- deletes theirs): a page knows its total, and a validator its list, without reading a share.

create or replace function maintain_share_list() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        update integrations i set share_count = share_count + c.n, share_list_version = share_list_version + 1
        from (select integration_id, count(*) as n from changed group by integration_id) c where i.id = c.integration_id;
    elsif tg_op = 'DELETE' then
        update integrations i set share_count = share_count - c.n, share_list_version = share_list_version + 1
        from (select integration_id, count(*) as n from changed group by integration_id) c where i.id = c.integration_id;
    else
        update integrations i set share_list_version = share_list_version + 1
        from (select distinct integration_id from changed) c where i.id = c.integration_id;
    end if;
    return null;
end $$;

create or replace trigger shares_were_added after insert on shares referencing new table as changed
    for each statement execute function maintain_share_list();
create or replace trigger shares_were_changed after update on shares referencing new table as changed
    for each statement execute function maintain_share_list();
create or replace trigger shares_were_removed after delete on shares referencing old table as changed
    for each statement execute function maintain_share_list();
