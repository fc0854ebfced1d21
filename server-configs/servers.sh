# Starts and stops the servers of this directory. conformance/serve and webapp-sample/run source this, with the repository in $root.
# shellcheck shell=bash disable=SC2154
#
# A server is a directory with a file launch.sh, which defines
#
#   server_module                 the Maven module that makes the server
#   stale_server                  whether it has to be made (again)
#   launch WAR PORT DIR CONTEXT   runs the WAR on 127.0.0.1:PORT, at /CONTEXT, or as the root context if that is empty. All that it writes is below
#                                 DIR, which is empty: several can run side by side. It stays in the foreground, and its processes in its group
#   failed DIR                    whether the application in DIR could not be deployed
#   server_pid DIR                the process of the server's JVM
#
# SERVE_JAVA_OPTS: more options for the server's JVM.

servers=$root/server-configs

complain() { echo "${0##*/}: $*" >&2; }

server_names() { (cd "$servers" && printf '%s\n' */launch.sh | sed 's:/launch\.sh$::' | xargs); }

# choose_server NAME: defines the functions above. Status 1 if there is no such server.
choose_server() {
    [[ $1 =~ ^[a-z0-9-]+$ && -f $servers/$1/launch.sh ]] || return 1
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

# start_server WAR PORT CONTEXT: what the server prints goes to stdout. From here on, SIGTERM, SIGINT and the end of the script take it down; the
# status is 0 after the signals.
start_server() {
    local war=$1 port=$2 context=$3
    if listening "$port"; then
        complain "something is listening on port $port already"
        exit 1
    fi
    server_dir=$(mktemp -d)
    server_group=
    trap stop_server EXIT
    trap 'exit 0' TERM INT
    set -m # what is launched becomes a process group of its own, which stop_server ends as a whole
    launch "$war" "$port" "$server_dir" "$context" </dev/null &
    server_group=$!
    set +m
}

# await_server PORT PATH: waits until that path answers. Status 1 if the server ends before, or needs more than 180 seconds.
await_server() {
    local deadline=$((SECONDS + 180))
    until answers "$1" "$2"; do
        kill -0 "$server_group" 2>/dev/null || { complain "the server has ended"; return 1; }
        ! failed "$server_dir" || { complain "the application did not deploy"; return 1; }
        ((SECONDS < deadline)) || { complain "not ready after 180 seconds"; return 1; }
        sleep 0.3
    done
}

stop_server() {
    trap '' TERM INT
    if [[ -n $server_group ]]; then
        kill -TERM -- "-$server_group" 2>/dev/null || true
        for ((i = 0; i < 200; i++)); do
            kill -0 -- "-$server_group" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL -- "-$server_group" 2>/dev/null || true
    fi
    rm -rf "$server_dir"
}
