# Payara Micro, with the command files of this directory. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

server_module=server-configs/payara
server_clusters=true
payara=$servers/payara/target/server

stale_server() { older "$payara/../server.stamp" "$root/$server_module/pom.xml" "$servers/payara"/{pom.xml,*.asadmin,*.password}; }

# A server that is alone is a cluster of its own, and its data grid takes the next free port from 6900 on; it would listen for multicasts on all
# interfaces if it were not told where to look for others. PAYARA_OPTIONS: more options of Payara Micro. SERVE_SECURED: if not empty, the nodes of a
# cluster seal what they send each other.
launch() {
    local war=$1 port=$2 dir=$3 context=$4 cluster=${5-} secret= grid=(--clustername "serve-$2" --clustermode tcpip:127.0.0.1:6900) more=()
    if [[ -n $cluster ]]; then
        join_cluster "$cluster"
        if [[ -n ${SERVE_SECURED:-} ]]; then
            [[ -e $cluster/secret ]] || head -c 24 /dev/urandom | base64 >"$cluster/secret"
            secret=$(cat "$cluster/secret")
        fi
        grid=(--clustername "${cluster##*/}" --clustermode "tcpip:$grid_members" --startport "$grid_port" --name "serve-$port")
    fi
    mkdir "$dir/tmp"
    if [[ ${#server_more[@]} -gt 0 ]]; then # --contextroot would be that of all
        local other
        for other in "${server_more[@]}"; do echo "deploy --contextroot=/$(basename "$other" .war) $other"; done >"$dir/postdeploy.asadmin"
        more=(--postdeploycommandfile "$dir/postdeploy.asadmin")
    fi
    cp "$war" "$dir/${context:-ROOT}.war"
    echo "$BASHPID" >"$dir/pid"
    { sed "s/127.0.0.1/$server_address/" "$payara/loopback.asadmin"; cat "${SERVE_COMMANDS:-/dev/null}"; } >"$dir/preboot.asadmin"
    # shellcheck disable=SC2086
    exec "${server_inside[@]}" java -Xms64m -Xmx1g -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true -Djava.io.tmpdir="$dir/tmp" \
        -Dhazelcast.socket.server.bind.any=false ${secret:+"-Denfilade.cluster.secret=$secret"} ${SERVE_JAVA_OPTS:-} -jar "$payara/payara-micro.jar" \
        --disablephonehome --rootdir "$dir/root" --interfaces "$server_address" "${grid[@]}" --port "$port" \
        --prebootcommandfile "$dir/preboot.asadmin" --postbootcommandfile "$payara/users.asadmin" \
        --deploy "$dir/${context:-ROOT}.war" --contextroot "${context:-/}" "${more[@]}" ${PAYARA_OPTIONS:-} > >(trap '' TERM && exec tee "$dir/log") 2>&1
}

# Payara Micro goes on without the application, and says "ready".
failed() { grep -qs 'Deployed 0 archive' "$1/log"; }

server_pid() { cat "$1/pid"; }
