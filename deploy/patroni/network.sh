# Addresses of the nodes. With namespaces, each node has its own network, and a cable (veth) to a switch (bridge) that can be pulled.
# Without (no root, or a container that may not), each node has an address of the loopback network, and no node can be cut off.

choose_network() {
    # A number from the name of the folder: clusters in two folders do not meet.
    ID=$(($(cksum <<<"$FOLDER" | cut -d ' ' -f 1) % 250 + 1))
    if [ -z "$NETWORK" ]; then
        NETWORK=loopback
        ! has_namespaces || NETWORK=namespaces
    fi
    if [ "$NETWORK" = namespaces ]; then SUBNET=10.213.$ID; else SUBNET=127.213.$ID; fi
}

has_namespaces() {
    [ "$(id -u)" = 0 ] && command -v ip >/dev/null && ip netns add "hs$ID-try" 2>/dev/null || return 1
    local outcome=0
    ip link add "hs$ID-try" type bridge 2>/dev/null && ip link del "hs$ID-try" || outcome=1
    ip netns del "hs$ID-try"
    return $outcome
}

address() { echo "$SUBNET.1$1"; }

open_network() {
    [ "$NETWORK" = namespaces ] || return 0
    local node
    ip link add "hs$ID" type bridge
    ip address add "$SUBNET.1/24" dev "hs$ID"
    ip link set "hs$ID" up
    for node in 1 2 3; do
        ip netns add "hs$ID-$node"
        ip link add "hs$ID-$node" type veth peer name eth0 netns "hs$ID-$node"
        ip link set "hs$ID-$node" master "hs$ID" up
        ip -n "hs$ID-$node" address add "$(address $node)/24" dev eth0
        ip -n "hs$ID-$node" link set lo up
        ip -n "hs$ID-$node" link set eth0 up
    done
}

close_network() {
    [ "${NETWORK:-}" = namespaces ] || return 0
    local node
    for node in 1 2 3; do ip netns del "hs$ID-$node" 2>/dev/null || true; done
    ip link del "hs$ID" 2>/dev/null || true
}

# in_node NODE COMMAND...: runs it beside the node: in its network, also when that is cut off.
in_node() {
    local node=$1
    shift
    if [ "$NETWORK" = namespaces ]; then ip netns exec "hs$ID-$node" "$@"; else "$@"; fi
}

# The port leaves the switch: packets disappear without an answer, as with a pulled cable behind a switch that stays up.
cut_node() {
    is_node "${1:-}"
    [ "$NETWORK" = namespaces ] || die "only nodes with their own network can be cut off"
    ip link set "hs$ID-$1" nomaster
    touch "$FOLDER/run/cut$1"
}

heal_node() {
    is_node "${1:-}"
    [ ! -e "$FOLDER/run/cut$1" ] || ip link set "hs$ID-$1" master "hs$ID"
    rm -f "$FOLDER/run/cut$1"
}

is_node() { [[ $1 =~ ^[123]$ ]] || die "a node is 1, 2 or 3"; }
