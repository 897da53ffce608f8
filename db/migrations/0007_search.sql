-- Searching compares by the rules of "und-x-icu", and an index serves only comparisons by its own.
drop index principals_search;
create index principals_search on principals using gin (search collate "und-x-icu" gin_trgm_ops);
drop index integrations_search;
create index integrations_search on integrations using gin (search collate "und-x-icu" gin_trgm_ops);

-- Until the end of the transaction, statements are planned for the values that they are run with. A search stays prepared like any other
-- statement; but one plan for all patterns reads the index of all letters for a common one, and all rows for a rare one.
create procedure plan_for_values()
language plpgsql as $$
begin
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
end $$;
