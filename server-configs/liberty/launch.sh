# Open Liberty, as this directory makes it. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

server_module=server-configs/liberty
liberty=$servers/liberty/target/server
liberty_features=$servers/liberty

stale_server() { older "$liberty/../server.stamp" "$root/$server_module/pom.xml" "$servers/liberty/pom.xml"; }

launch() {
    local war=$1 port=$2 dir=$3 context=$4 other one=$3/servers/one
    mkdir -p "$one/apps"
    cp "$servers/liberty/server.xml" "$liberty_features"/{enfilade,testing}.xml "$one/"
    cp "$war" "$one/apps/app.war"
    if [[ ${#server_more[@]} -gt 0 ]]; then
        mkdir -p "$one/configDropins/overrides"
        cp "${server_more[@]}" "$one/apps/"
        {
            echo '<server>'
            for other in "${server_more[@]}"; do printf '<webApplication location="%s" contextRoot="/%s" />\n' "${other##*/}" "$(basename "$other" .war)"; done
            echo '</server>'
        } >"$one/configDropins/overrides/more.xml"
    fi
    printf '%s\n' "http.port=$port" "app.context=/$context" >"$one/bootstrap.properties"
    unset WLP_OUTPUT_DIR LOG_DIR LOG_FILE JVM_TEMP_DIR
    export WLP_USER_DIR=$dir JVM_ARGS="-Xmx1g -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true ${SERVE_JAVA_OPTS:-}"
    echo "$BASHPID" >"$dir/pid"
    exec "$liberty/wlp/bin/server" run one
}

failed() { grep -qs 'CWWKZ0002E\|CWWKZ0004E' "$1/servers/one/logs/messages.log"; }

server_pid() { cat "$1/pid"; }
