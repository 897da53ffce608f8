#!/bin/sh
# Copies the primary into an empty folder, and follows it. The password is the file standby-password in SECRETS.
set -eu
PGPASSWORD=$(cat "${SECRETS:-/run/secrets}/standby-password")
export PGPASSWORD
until [ -s "$PGDATA/PG_VERSION" ]; do
    mkdir -p "$PGDATA"
    chmod 700 "$PGDATA"
    pg_basebackup -d "host=${PRIMARY:-primary} port=${PRIMARY_PORT:-5432} user=standby application_name=standby" \
        -D "$PGDATA" -R -X stream -c fast || { find "$PGDATA" -mindepth 1 -delete; sleep 1; }
done
# Once promoted, it is the only copy: it must not wait for a standby, as the copied settings say.
exec postgres -c synchronous_standby_names= "$@"
