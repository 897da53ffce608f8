-- The former slugs of an integration are counted when its slug changes, because their number is limited.
create index integration_names_by_integration on integration_names (integration_id);
