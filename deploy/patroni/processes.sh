# Processes of the cluster: started in the background, known by a file with their ID and the time at which they started.

# PostgreSQL refuses root: all programs except the servers then run as the user postgres, who comes with its package.
as_owner() { if [ "$(id -u)" = 0 ]; then echo setpriv --reuid=postgres --regid=postgres --init-groups --; fi; }

own() { if [ "$(id -u)" = 0 ]; then chown -R postgres:postgres "$@"; fi; }

# The field starttime of proc(5): an ID that another process has got since then does not count.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

# A process that nothing has waited for yet (state Z) has ended.
runs() {
    local id began
    read -r id began 2>/dev/null <"$FOLDER/run/$1" || return 1
    [ "$(started_at "$id")" = "$began" ] && ! grep -q ') Z ' "/proc/$id/stat" 2>/dev/null
}

# launch NAME COMMAND...: its output goes to NAME.log.
launch() {
    local name=$1
    shift
    setsid nohup "$@" </dev/null >>"$FOLDER/log/$name.log" 2>&1 &
    local id=$!
    echo "$id $(started_at $id)" >"$FOLDER/run/$name"
}

# signal NAME SIGNAL
signal() {
    local id began
    runs "$1" || return 0
    read -r id began <"$FOLDER/run/$1"
    kill "-$2" "$id" 2>/dev/null || true
}

# end NAME...: asks all to end, and kills those that have not after 10 s.
end() {
    local name
    for name; do signal "$name" TERM; done
    for name; do
        for _ in {1..100}; do runs "$name" || break; sleep 0.1; done
        signal "$name" KILL
        rm -f "$FOLDER/run/$name"
    done
}

# until_true SECONDS WHAT COMMAND...
until_true() {
    local limit=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $limit ] || die "not within the limit: $what"
        sleep 0.2
    done
}

show_logs() {
    local file
    for file in "$FOLDER"/log/*.log; do
        [ ! -e "$file" ] || { echo "== $file"; tail -n 8 "$file"; } >&2
    done
}

# The process of PostgreSQL and all of its children at one node.
postgres_processes() {
    local postmaster
    postmaster=$(head -n 1 "$FOLDER/node$1/data/postmaster.pid" 2>/dev/null) || return 0
    [ -e "/proc/$postmaster" ] || return 0
    echo "$postmaster $(grep -l "^PPid:[[:space:]]*$postmaster$" /proc/[0-9]*/status 2>/dev/null | cut -d / -f 3 | tr '\n' ' ')"
}

kill_postgres() {
    local processes
    processes=$(postgres_processes "$1")
    # shellcheck disable=SC2086 # Several IDs.
    [ -z "$processes" ] || kill -KILL $processes 2>/dev/null || true
}

stop_processes() {
    local node
    end server1 server2 haproxy
    # Nothing in this folder is kept, so PostgreSQL need not write a checkpoint.
    for node in 1 2 3; do signal patroni$node KILL; done
    for node in 1 2 3; do kill_postgres $node; done
    for node in 1 2 3; do until_true 10 "PostgreSQL of node$node has ended" has_no_postgres $node; done
    end etcd1 etcd2 etcd3 patroni1 patroni2 patroni3
}

has_no_postgres() { [ -z "$(postgres_processes "$1")" ]; }
