# What runs: etcd and Patroni (with PostgreSQL) at each node, HAProxy and two servers in front.

save() {
    mkdir -p "$FOLDER/run" "$FOLDER/log"
    (umask 077
    declare -p FOLDER PORT SERVER STANDBYS STRICT SYNCHRONOUS_COMMIT NETWORK ID SUBNET POSTGRES_BIN READ_STANDBYS TTL LOOP_WAIT RETRY_TIMEOUT \
        SUPERUSER_PASSWORD REPLICATION_PASSWORD SERVER_PASSWORD >"$FOLDER/settings")
    for node in 1 2 3; do
        mkdir -m 700 "$FOLDER/node$node"
        fill patroni.yml "$node" >"$FOLDER/node$node/patroni.yml"
        own "$FOLDER/node$node"
    done
    fill haproxy.cfg 0 >"$FOLDER/haproxy.cfg"
}

# Replaces @NAME@ in a template by the variable of that name.
fill() {
    local text name
    text=$(<"$here/templates/$1")
    NODE=$2 ADDRESS=$(address "$2") ADDRESS1=$(address 1) ADDRESS2=$(address 2) ADDRESS3=$(address 3)
    PRIMARY_PORT=$((PORT + 1)) STANDBY_PORT=$((PORT + 2)) SERVER1_PORT=$(server_port 1) SERVER2_PORT=$(server_port 2)
    for name in $(grep -o '@[A-Z0-9_]*@' "$here/templates/$1" | tr -d @ | sort -u); do
        text=${text//"@$name@"/${!name}}
    done
    printf '%s\n' "$text"
}

server_port() { echo $((PORT + 2 + $1)); }

start_etcd() {
    local node=$1 address
    address=$(address "$node")
    # shellcheck disable=SC2046 # Several words.
    launch "etcd$node" $(in_node_words "$node") $(as_owner) etcd --name "node$node" --data-dir "$FOLDER/node$node/etcd" \
        --initial-advertise-peer-urls "http://$address:2380" --listen-peer-urls "http://$address:2380" \
        --advertise-client-urls "http://$address:2379" --listen-client-urls "http://$address:2379" \
        --initial-cluster "node1=http://$(address 1):2380,node2=http://$(address 2):2380,node3=http://$(address 3):2380" \
        --initial-cluster-token "hs$ID" --initial-cluster-state new --enable-v2 --heartbeat-interval 100 --election-timeout 500 --log-level warn
}

start_patroni() {
    # shellcheck disable=SC2046
    launch "patroni$1" $(in_node_words "$1") $(as_owner) env TZ=UTC PATH="$PATH" HOME="$FOLDER/node$1" patroni "$FOLDER/node$1/patroni.yml"
}

# For launch, which needs the words of a command: in_node is a function.
in_node_words() { [ "$NETWORK" != namespaces ] || echo ip netns exec "hs$ID-$1"; }

start_haproxy() { launch haproxy haproxy -f "$FOLDER/haproxy.cfg"; }

# The servers are where clients are: beside HAProxy, and not at a node.
start_server() {
    [ -n "$SERVER" ] || publish
    launch "server$1" env SHARING_DATA_DIR="$FOLDER/servers" Auth__SigningKeyFile="$(signing_key)" \
        ConnectionStrings__Sharing="$(connection_string 1)" ConnectionStrings__Standbys="$([ -z "$READ_STANDBYS" ] || connection_string 2)" \
        dotnet exec "$SERVER" --environment "${SERVER_ENVIRONMENT:-Development}" --urls "http://127.0.0.1:$(server_port "$1")"
    until_true 60 "server$1 is ready" server_is_ready "$1"
}

connection_string() {
    echo "Host=127.0.0.1;Port=$((PORT + $1));Database=sharing;Username=sharing;Password=$SERVER_PASSWORD;Maximum Pool Size=50"
}

publish() {
    SERVER=$FOLDER/program/Hal.Sharing.Api.dll
    dotnet publish "$here/../../Hal.Sharing.Api" -c Release -o "$FOLDER/program" -v q --nologo >"$FOLDER/log/publish.log" 2>&1 ||
        die "the server does not build: $FOLDER/log/publish.log"
    declare -p SERVER >>"$FOLDER/settings"
}

# token USER: for requests to the servers, valid for an hour.
token() {
    Auth__SigningKeyFile=$(signing_key) ConnectionStrings__Sharing=$(connection_string 1) SHARING_DATA_DIR=$FOLDER/servers \
        dotnet exec "$SERVER" token --environment Development --user "$1"
}

signing_key() {
    local file=${SIGNING_KEY_FILE:-$FOLDER/signing-key.pem}
    [ -e "$file" ] || (umask 077; openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$file" 2>/dev/null)
    echo "$file"
}

server_health() { curl -s -o /dev/null -m 3 -w '%{http_code}' "http://127.0.0.1:$(server_port "$1")/health/ready" || true; }
server_is_ready() { [ "$(server_health "$1")" = 200 ]; }
primary_answers() { PGPASSWORD=$SERVER_PASSWORD timeout 3 "$POSTGRES_BIN/psql" -qAt -h 127.0.0.1 -p $((PORT + 1)) -U sharing -c 'select 1' sharing; }

# rest NODE PATH: Patroni's answer, asked beside the node.
rest() { in_node "$1" curl -s -f -m 2 "http://$(address "$1"):8008$2"; }
is_leader() { rest "$1" /primary; }

etcd_urls() { echo "http://$(address 1):2379,http://$(address 2):2379,http://$(address 3):2379"; }
etcd_status() { ETCDCTL_API=3 etcdctl --endpoints "$(etcd_urls)" --command-timeout 2s endpoint status -w table 2>/dev/null || true; }
etcd_has_leader() { ETCDCTL_API=3 etcdctl --endpoints "$(etcd_urls)" --command-timeout 2s endpoint health; }

sql() {
    local node=$1
    is_node "${node:-}"
    shift
    # shellcheck disable=SC2046
    in_node "$node" $(as_owner) "$POSTGRES_BIN/psql" -XqAt -v ON_ERROR_STOP=1 -h "$FOLDER/node$node" -U postgres -c "$1" "${2:-postgres}"
}

create_database() {
    sql 1 "create role sharing login password '$SERVER_PASSWORD'"
    sql 1 "create database sharing owner sharing"
    # Reads from standbys need to know which history a standby receives.
    sql 1 "grant pg_read_all_stats to sharing"
}

# Patroni and PostgreSQL must agree: after a change, each can be ahead of the other.
is_settled() {
    local node
    node=$(leader 2>/dev/null) || return 1
    [ "$(sql "$node" "select count(*) from pg_stat_replication where state = 'streaming'")" = 2 ] &&
        [ "$(sql "$node" "select count(*) from pg_stat_replication where sync_state = 'sync'")" = "$STANDBYS" ] &&
        [ "$(rest "$node" /cluster | grep -o '"role": "sync_standby"' | wc -l)" = "$STANDBYS" ]
}
