-- Version 1.
-- The limits of pages. Immutable and inlined, so that plans are made for these numbers: a statement that is limited by a parameter alone
-- would be planned for a tenth of the table. A test compares them with PageRequest.

-- The rows of the largest page, and one more, which shows whether there is a next page.
create or replace function largest_page() returns integer
language sql immutable as $$
    select 1001
$$;

-- Rows are counted up to this number, and no further: it means "more than 10,000".
create or replace function counted_rows() returns integer
language sql immutable as $$
    select 10001
$$;
