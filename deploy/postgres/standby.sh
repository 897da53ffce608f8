#!/bin/sh
# Copies the primary into the folder PGDATA, which must not exist, and follows it. The password is the file standby-password in SECRETS.
set -eu
PGPASSWORD=$(cat "${SECRETS:-/run/secrets}/standby-password")
export PGPASSWORD
# Renamed at the end, so that a copy that was interrupted is made again.
until [ -d "$PGDATA" ]; do
    rm -rf "$PGDATA.new"
    pg_basebackup -d "host=${PRIMARY:-primary} port=${PRIMARY_PORT:-5432} user=standby application_name=standby" \
        -D "$PGDATA.new" -R -X stream -c fast && mv "$PGDATA.new" "$PGDATA" || sleep 1
done
# Once promoted, it is the only copy: it must not wait for a standby, as the copied settings say.
exec postgres -c synchronous_standby_names= "$@"
