# TomEE, as this directory makes it. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

server_module=server-configs/tomee
tomee=$servers/tomee/target/server

stale_server() { older "$tomee/../server.stamp" "$servers/tomee"/{pom.xml,enfilade.properties}; }

launch() {
    local war=$1 port=$2 dir=$3 context=$4 home
    home=$(printf '%s\n' "$tomee"/apache-tomee-plus-*)
    mkdir -p "$dir"/{logs,temp,webapps,work}
    cp -r "$home/conf" "$dir/"
    cp "$servers/tomee"/{server.xml,tomcat-users.xml} "$dir/conf/"
    cp "$war" "$dir/webapps/${context:-ROOT}.war"
    [[ ${#server_more[@]} -eq 0 ]] || cp "${server_more[@]}" "$dir/webapps/"
    unset CATALINA_OUT CATALINA_PID JAVA_OPTS
    export CATALINA_HOME=$home CATALINA_BASE=$dir
    export CATALINA_OPTS="-Xmx1g -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true -Dhttp.port=$port ${SERVE_JAVA_OPTS:-}"
    echo "$BASHPID" >"$dir/pid"
    exec "$home/bin/catalina.sh" run
}

failed() { grep -qs 'startup failed due to previous errors\|Error deploying web application archive' "$1"/logs/catalina.*.log; }

server_pid() { cat "$1/pid"; }
