# Faults, and what ends them.

leader() {
    local node
    for node in 1 2 3; do
        [ -e "$FOLDER/run/cut$node" ] || ! is_leader "$node" >/dev/null 2>&1 || { echo "$node"; return; }
    done
    die "no node is the leader"
}

# The role moves to the synchronous standby; nothing is killed.
switchover() {
    local old candidate
    old=$(leader)
    candidate=${1:-$(sql "$old" "select right(application_name, 1) from pg_stat_replication where sync_state = 'sync' limit 1")}
    [ -n "$candidate" ] || die "there is no synchronous standby"
    rest_post "$old" /switchover "{\"leader\": \"node$old\", \"candidate\": \"node$candidate\"}"
    echo
}

rest_post() { in_node "$1" curl -s -f -m 60 -X POST -H 'Content-Type: application/json' -d "$3" "http://$(address "$1"):8008$2"; }

# As if the machine's memory were gone for both: no checkpoint, no farewell to etcd. Its member of etcd goes on.
kill_leader() {
    local node
    node=$(leader)
    signal "patroni$node" KILL
    kill_postgres "$node"
    echo "$node"
}

kill_etcd_leader() {
    local node
    for node in 1 2 3; do
        if is_etcd_leader "$node"; then
            signal "etcd$node" KILL
            echo "$node"
            return
        fi
    done
    die "etcd has no leader"
}

is_etcd_leader() {
    ETCDCTL_API=3 etcdctl --endpoints "http://$(address "$1"):2379" --command-timeout 2s endpoint status -w json 2>/dev/null |
        grep -qE '"member_id":([0-9]+).*"leader":\1[,}]'
}

# Starts again what does not run at a node.
revive_node() {
    is_node "${1:-}"
    runs "etcd$1" || start_etcd "$1"
    runs "patroni$1" || start_patroni "$1"
}

log_node() {
    is_node "${1:-}"
    cat "$FOLDER/log/patroni$1.log"
}
