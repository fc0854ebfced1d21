# Starts the servers that are measured side by side. peers and idle source this, in this directory, with the arguments PEER ... in "$@".
# shellcheck shell=bash disable=SC2034,SC2154
#
#   peer_options     of the JVMs
#   start_peers      starts all of them; then ${peers[@]} has their names, ${pid[NAME]}, ${port[NAME]} and, of a server without Socket.IO, ${raw[NAME]}
#   load NAME ...    runs sioload against one of them, with the arguments that follow; it is not quiet if QUIET is empty
#
# A PEER is
#   NAME=SERVER:WAR    a WAR on a server of server-configs, such as new=wildfly:conformance/load/target/enfilade-load.war
#   bare=SERVER        a WebSocket without Enfilade on that server
#   floor              a WebSocket of a server in C, which does nothing but read and write
#   netty-socketio     its own server
#   socket.io          Socket.IO's own server
root=..
source "$root/server-configs/servers.sh"
peers=() processes=()
declare -A pid port raw
make -s -C sioload
every_core=$(taskset -cp $$ | sed 's/.*: //')
IFS=, read -r -a cores <<<"${every_core/-/,}"
pin() { taskset -acp "$2" "${pid[$1]}" >/dev/null; } # name cores
cleanup() {
    [[ ${#processes[@]} -eq 0 ]] || kill "${processes[@]}" 2>/dev/null || true
    stop_servers
}
trap cleanup EXIT

# started NAME PID: pins it to its core and waits until it listens.
started() {
    pid[$1]=$2
    local deadline=$((SECONDS + 120))
    until (exec 3<>"/dev/tcp/127.0.0.1/${port[$1]}") 2>/dev/null; do
        ((SECONDS < deadline)) || { echo "$1 does not listen" >&2; exit 1; }
        sleep 0.3
    done
    pin "$1" "${cores[0]}"
}
on_server() { # name server war path
    choose_server "$2"
    export SERVE_JAVA_OPTS=$peer_options
    start_server "$3" "${port[$1]}" "" >"${TMPDIR:-/tmp}/bench-$1.log" 2>&1
    trap cleanup EXIT # start_server has put its own in its place
    await_server "${port[$1]}" "$4"
    started "$1" "$(server_pid "$server_dir")"
}
start_peers() {
    local peer name target next=${FIRST_PORT:-23800}
    for peer in "$@"; do
        name=${peer%%=*}
        peers+=("$name")
        next=$((next + 1)) port[$name]=$next raw[$name]=
        case $peer in
            netty-socketio)
                java $peer_options -cp 'netty-socketio/target/classes:netty-socketio/target/lib/*' NettySocketIO "$next" 1 >/dev/null &
                processes+=($!)
                started "$name" $!
                ;;
            socket.io)
                node socketio.js "$next" &
                processes+=($!)
                started "$name" $!
                ;;
            floor)
                raw[$name]="--raw --path /raw"
                make -s -C floor
                floor/floor "$next" &
                processes+=($!)
                started "$name" $!
                ;;
            bare=*)
                raw[$name]="--raw --path /raw"
                on_server "$name" "${peer#*=}" "$PWD/bare/target/enfilade-bench-bare.war" /
                ;;
            *=*:*)
                target=${peer#*=}
                on_server "$name" "${target%%:*}" "$(realpath "$root/${target#*:}" 2>/dev/null || realpath "${target#*:}")" "/socket.io/?EIO=4&transport=polling"
                ;;
            *)
                echo "no peer: $peer" >&2
                exit 2
                ;;
        esac
    done
}
load() { # name arguments ...
    local name=$1
    shift
    timeout "${LOAD_SECONDS:-90}" taskset -c "${cores[1]}" sioload/sioload ${QUIET---quiet} ${raw[$name]} --port "${port[$name]}" --pid "${pid[$name]}" --label "$name" "$@"
}
