# Starts and stops the servers of this directory. conformance/serve and webapp-sample/run source this, with the repository in $root.
# shellcheck shell=bash disable=SC2154
#
# A server is a directory with a file launch.sh, which defines
#
#   server_module    the Maven module that makes the server
#   server_clusters  true if servers of this kind can be a cluster
#   server_java      the oldest Java that runs it; 17 if it does not say. Beyond that it runs on the newest that is installed
#   stale_server     whether it has to be made (again)
#   launch WAR PORT DIR CONTEXT [CLUSTER]
#                    runs the WAR on $server_address:PORT, at /CONTEXT, or as the root context if that is empty, by the command "${server_inside[@]}".
#                    All that it writes is below DIR, which is empty: several can run side by side. It stays in the foreground, and its processes
#                    in its group. Without CLUSTER the server is alone. CLUSTER is a directory with a name of its own that belongs to the nodes of
#                    one cluster, for them to find each other; a node is launched when the one before is ready
#   failed DIR       whether the application in DIR could not be deployed
#   server_pid DIR   the process of the server's JVM
#   redeploy WAR DIR optional: deploys another WAR in place of the one in DIR, without ending the server; returns when that is done, or has failed
#
# A script may set $server_more to the paths of more WARs, which launch deploys too, each at /NAME for NAME.war.
# SERVE_JAVA_OPTS: more options for the server's JVM. SERVE_COMMANDS: a file of commands that change the server before it starts (wildfly, payara).

servers=$root/server-configs

complain() { echo "${0##*/}: $*" >&2; }

server_names() { (cd "$servers" && printf '%s\n' */launch.sh | sed 's:/launch\.sh$::' | xargs); }

# choose_server NAME: defines the functions above. Status 1 if there is no such server.
choose_server() {
    [[ $1 =~ ^[a-z0-9-]+$ && -f $servers/$1/launch.sh ]] || return 1
    server_clusters=false server_java=17
    # shellcheck source=/dev/null
    source "$servers/$1/launch.sh"
}

java_version() { "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p'; }

# find_java VERSION: the home of the newest Java that is installed, at least of that version, in $java_found. Status 1 if there is none.
find_java() {
    local home version newest=$(($1 - 1)) on_path
    on_path=$(command -v java) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    java_found=
    for home in ${JAVA_HOME:+"$JAVA_HOME"} ${on_path:+"$on_path"} /usr/lib/jvm/* /opt/java/* /opt/*jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        ~/.sdkman/candidates/java/* ~/.jdks/* ${JAVA_HOME_21_X64:+"$JAVA_HOME_21_X64"} ${JAVA_HOME_25_X64:+"$JAVA_HOME_25_X64"}; do
        [[ -x $home/bin/java ]] || continue
        version=$(java_version "$home")
        if [[ $version =~ ^[0-9]+$ && $version -gt $newest ]]; then newest=$version java_found=$home; fi
    done
    [[ -n $java_found ]]
}

# missing_java: whether there is no Java for the server that was chosen.
missing_java() { [[ $server_java -gt 17 ]] && ! find_java "$server_java"; }

# use_java: for launch, which runs in a process of its own.
use_java() {
    [[ $server_java -gt 17 ]] || return 0
    find_java "$server_java" || { complain "it wants Java $server_java or later, and there is none; set JAVA_HOME"; exit 1; }
    export JAVA_HOME=$java_found PATH=$java_found/bin:$PATH
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

# Where servers listen, and what runs their commands: in_network makes these others.
server_address=127.0.0.1 server_inside=()
server_more=()

listening() { (exec 3<>"/dev/tcp/$server_address/$1") 2>/dev/null; }

# answers PORT PATH: whether it answers with 200; a subshell, which closes the connection.
answers() (
    exec 3<>"/dev/tcp/$server_address/$1"
    printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
    read -r -t 5 _ status _ <&3
    [[ $status == 200 ]]
) 2>/dev/null

server_dirs=() server_groups=() group_dirs=() server_holders=()

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
    echo "$server_address:$grid_port" >>"$1/members"
    grid_members=$(paste -sd, "$1/members")
}

# in_network NUMBER: servers that are started afterwards run in a network of their own, 10.77.NUMBER.0/24. This network has to be one that nobody else
# is in (unshare --net), and forwards what the others send each other.
in_network() {
    local holder
    [[ $(readlink /proc/self/ns/net) != "$(readlink /proc/1/ns/net)" ]] || { complain "a network of its own is needed (unshare --net)"; exit 1; }
    unshare --net sleep infinity &
    holder=$!
    server_holders+=("$holder")
    until [[ $(readlink "/proc/$holder/ns/net") != "$(readlink /proc/self/ns/net)" ]]; do sleep 0.05; done
    server_address=10.77.$1.2 server_inside=(nsenter "--net=/proc/$holder/ns/net")
    echo 1 >/proc/sys/net/ipv4/ip_forward
    ip link add "enfilade$1" type veth peer name server netns "$holder"
    ip address add "10.77.$1.1/24" dev "enfilade$1"
    ip link set "enfilade$1" up
    "${server_inside[@]}" ip address add "$server_address/24" dev server
    "${server_inside[@]}" ip link set lo up
    "${server_inside[@]}" ip link set server up
    "${server_inside[@]}" ip route add default via "10.77.$1.1"
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
    {
        use_java
        launch "$war" "$port" "$server_dir" "$context" ${cluster:+"$cluster"}
    } </dev/null &
    server_group=$!
    set +m
    server_groups+=("$server_group") group_dirs+=("$server_dir")
}

# await_server PORT PATH: waits until the server that was started last answers there. Status 1 if it ends before, or needs more than 10 minutes.
await_server() {
    local deadline=$((SECONDS + 600))
    until answers "$1" "$2"; do
        kill -0 "$server_group" 2>/dev/null || { complain "the server has ended"; return 1; }
        ! failed "$server_dir" || { complain "the application did not deploy"; return 1; }
        ((SECONDS < deadline)) || { complain "not ready after 10 minutes"; return 1; }
        sleep 0.3
    done
}

is_running() { kill -0 "$1" 2>/dev/null; }

# await_end: returns when one of the servers has ended. The trap of a signal is not kept waiting.
await_end() {
    local group ended=false
    until $ended; do
        sleep 0.3 & wait $! || true
        for group in "${server_groups[@]}"; do is_running "$group" || ended=true; done
    done
    complain "the server has ended"
}

# await_ends: returns when all of them have.
await_ends() {
    local group running=true
    while $running; do
        sleep 0.3 & wait $! || true
        running=false
        for group in "${server_groups[@]}"; do if is_running "$group"; then running=true; fi; done
    done
    complain "all servers have ended"
}

# renew_server INDEX WAR PORT CONTEXT [CLUSTER]: the server of that index, counted as they were started, runs that WAR afterwards: it deploys it in place of
# the one that it has if it can do that (redeploy in launch.sh), or is stopped and started again. For await_server then.
renew_server() {
    local index=$1 i
    shift
    server_group=${server_groups[index]} server_dir=${group_dirs[index]}
    if declare -F redeploy >/dev/null; then
        redeploy "$1" "$server_dir"
    else
        kill -TERM -- "-$server_group" 2>/dev/null || true
        for ((i = 0; i < 600; i++)); do
            kill -0 -- "-$server_group" 2>/dev/null || break
            sleep 0.1
        done
        start_server "$@"
        unset 'server_groups[-1]' 'group_dirs[-1]'
        server_groups[index]=$server_group group_dirs[index]=$server_dir
    fi
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
    if [[ ${#server_holders[@]} -gt 0 ]]; then kill "${server_holders[@]}" 2>/dev/null || true; fi
    rm -rf "${server_dirs[@]}"
}
