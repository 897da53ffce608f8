#!/bin/sh
# Creates the roles and the database in an empty cluster, and lets a standby follow. The image of PostgreSQL runs it once, from
# /docker-entrypoint-initdb.d. Passwords are files in SECRETS.
set -eu
secret() { cat "${SECRETS:-/run/secrets}/$1"; }

psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres \
    -v owner="$(secret owner-password)" -v server="$(secret server-password)" -v standby="$(secret standby-password)" <<'SQL'
create role sharing_owner login password :'owner';
create role sharing_server login password :'server';
create role standby login replication password :'standby';
create database sharing owner sharing_owner;
SQL
echo "host replication standby all scram-sha-256" >>"$PGDATA/pg_hba.conf"

# In effect from the next start. No COMMIT is acknowledged until the standby has it, so no acknowledged write is lost if the standby is promoted;
# without a standby, writes wait.
psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres -c "alter system set synchronous_standby_names = '*'"
