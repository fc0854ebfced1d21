# Starts and stops the servers of this directory. conformance/serve and webapp-sample/run source this, with the repository in $root.
# shellcheck shell=bash disable=SC2154
#
# A server is a directory with a file launch.sh, which defines
#
#   server_module    the Maven module that makes the server
#   server_clusters  true if servers of this kind can be a cluster
#   stale_server     whether it has to be made (again)
#   launch WAR PORT DIR CONTEXT [CLUSTER]
#                    runs the WAR on 127.0.0.1:PORT, at /CONTEXT, or as the root context if that is empty. All that it writes is below DIR, which is
#                    empty: several can run side by side. It stays in the foreground, and its processes in its group. Without CLUSTER the server is
#                    alone. CLUSTER is a directory with a name of its own that belongs to the nodes of one cluster, for them to find each other; a node
#                    is launched when the one before is ready
#   failed DIR       whether the application in DIR could not be deployed
#   server_pid DIR   the process of the server's JVM
#
# SERVE_JAVA_OPTS: more options for the server's JVM.

servers=$root/server-configs

complain() { echo "${0##*/}: $*" >&2; }

server_names() { (cd "$servers" && printf '%s\n' */launch.sh | sed 's:/launch\.sh$::' | xargs); }

# choose_server NAME: defines the functions above. Status 1 if there is no such server.
choose_server() {
    [[ $1 =~ ^[a-z0-9-]+$ && -f $servers/$1/launch.sh ]] || return 1
    server_clusters=false
    # shellcheck source=/dev/null
    source "$servers/$1/launch.sh"
}

# older FILE SOURCE...: whether the file is missing or older than any of the sources.
older() {
    local file=$1
    shift
    [[ ! -e $file || -n $(find "$@" -name target -prune -o -type f -newer "$file" -print -quit) ]]
}

# build_modules MODULES OPTION...: modules as for Maven's -pl. The profile is the one that knows all servers.
build_modules() {
    local modules=$1
    shift
    mvn -q -B -ntp -f "$root/pom.xml" -Pall-servers -pl "$modules" -am package "$@"
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# answers PORT PATH: whether it answers with 200; a subshell, which closes the connection.
answers() (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
    read -r -t 5 _ status _ <&3
    [[ $status == 200 ]]
) 2>/dev/null

server_dirs=() server_groups=()

# new_cluster: makes $server_cluster, the directory that start_server takes.
new_cluster() {
    server_cluster=$(mktemp -d)
    server_dirs+=("$server_cluster")
    trap stop_servers EXIT
}

# join_cluster CLUSTER: takes a free port for the node that is launched, and adds it to the directory of the cluster: $grid_port, and $grid_members, the
# addresses of all nodes so far, separated by commas. For launch.
join_cluster() {
    grid_port=$((15000 + RANDOM % 4000))
    while listening "$grid_port"; do grid_port=$((15000 + RANDOM % 4000)); done
    echo "127.0.0.1:$grid_port" >>"$1/members"
    grid_members=$(paste -sd, "$1/members")
}

# start_server WAR PORT CONTEXT [CLUSTER]: what the server prints goes to stdout. From here on, SIGTERM, SIGINT and the end of the script take it
# down, with all others that were started; the status is 0 after the signals. $server_dir and $server_group are those of the last one.
start_server() {
    local war=$1 port=$2 context=$3 cluster=${4-}
    if listening "$port"; then
        complain "something is listening on port $port already"
        exit 1
    fi
    server_dir=$(mktemp -d)
    server_dirs+=("$server_dir")
    trap stop_servers EXIT
    trap 'exit 0' TERM INT
    set -m # what is launched becomes a process group of its own, which stop_servers ends as a whole
    launch "$war" "$port" "$server_dir" "$context" ${cluster:+"$cluster"} </dev/null &
    server_group=$!
    set +m
    server_groups+=("$server_group")
}

# await_server PORT PATH: waits until the server that was started last answers there. Status 1 if it ends before, or needs more than 180 seconds.
await_server() {
    local deadline=$((SECONDS + 180))
    until answers "$1" "$2"; do
        kill -0 "$server_group" 2>/dev/null || { complain "the server has ended"; return 1; }
        ! failed "$server_dir" || { complain "the application did not deploy"; return 1; }
        ((SECONDS < deadline)) || { complain "not ready after 180 seconds"; return 1; }
        sleep 0.3
    done
}

# await_end: returns when one of the servers has ended.
await_end() {
    wait -n "${server_groups[@]}" || true
    complain "the server has ended"
}

# await_ends: returns when all of them have.
await_ends() {
    local group
    for group in "${server_groups[@]}"; do
        wait "$group" || true
        complain "a server has ended"
    done
}

stop_servers() {
    local group groups
    trap '' TERM INT
    for ((i = 0; i < 200; i++)); do
        groups=()
        for group in "${server_groups[@]}"; do
            if kill -0 -- "-$group" 2>/dev/null; then groups+=("$group"); fi
        done
        [[ ${#groups[@]} -gt 0 ]] || break
        if [[ $i -eq 0 ]]; then kill -TERM -- "${groups[@]/#/-}" 2>/dev/null || true; fi
        sleep 0.1
    done
    if [[ ${#groups[@]} -gt 0 ]]; then kill -KILL -- "${groups[@]/#/-}" 2>/dev/null || true; fi
    rm -rf "${server_dirs[@]}"
}
