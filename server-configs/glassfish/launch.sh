# GlassFish, as this directory makes it. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

server_module=server-configs/glassfish
glassfish=$servers/glassfish/target/server/glassfish7/glassfish

stale_server() { older "${glassfish%/*/*}.stamp" "$root/$server_module/pom.xml" "$servers/glassfish/pom.xml"; }

# A copy of the domain that GlassFish comes with, on loopback and without what listens beside HTTP and its administration. By that the application is
# deployed: only so can it become the root context under its own name. Its port is a free one, below those that the system gives to clients.
# VIRTUAL_SERVER=NAME: a second virtual server for the host of that name, on the same port; the WAR is then deployed to both.
launch() {
    local war=$1 port=$2 dir=$3 context=$4 admin option options=
    admin=$((22000 + RANDOM % 2000))
    while listening "$admin"; do admin=$((22000 + RANDOM % 2000)); done
    for option in ${SERVE_JAVA_OPTS:-}; do
        options+="<jvm-options>$(sed 's/&/\&amp;/g; s/</\&lt;/g' <<<"$option")</jvm-options>"
    done
    cp -r "$glassfish/domains/domain1" "$dir/"
    cp "$war" "$dir/app.war"
    sed -i -E \
        -e 's#(<network-listener port=)"8080"#\1"'"$port"'" address="127.0.0.1"#' \
        -e 's#(<network-listener port=)"8181"#\1"0" enabled="false" address="127.0.0.1"#' \
        -e 's#(<network-listener port=)"4848"#\1"'"$admin"'" address="127.0.0.1"#' \
        -e 's#(<jmx-connector .*)address="0.0.0.0"#\1enabled="false" address="127.0.0.1"#' \
        -e 's#(<iiop-listener .*)address="0.0.0.0"#\1enabled="false" address="127.0.0.1"#' \
        -e 's#(<transaction-service tx-log-dir="\S+" />)#<jms-service type="REMOTE" default-jms-host="none"><jms-host name="none" /></jms-service>\1#' \
        -e 's#<jvm-options>-Xmx512m</jvm-options>#<jvm-options>-Xmx1g</jvm-options>'"${options//&/\\&}"'#' \
        ${VIRTUAL_SERVER:+-e '0,/<virtual-server id="server"/s#(<virtual-server id="server" network-listeners="http-listener-1,http-listener-2") ?/>#\1/><virtual-server id="second" hosts="'"$VIRTUAL_SERVER"'" network-listeners="http-listener-1"/>#'} \
        "$dir/domain1/config/domain.xml"
    deploy "$dir" "$admin" "/$context" &
    echo "$BASHPID" >"$dir/pid"
    unset AS_JAVA
    exec "$glassfish/bin/startserv" --domaindir "$dir" domain1
}

deploy() {
    local dir=$1 admin=$2 context=$3 other
    until listening "$admin"; do
        [[ -d $dir ]] || return
        sleep 0.3
    done
    sed "s#@directory@#$servers/payara#" "$servers/payara/users.asadmin" >"$dir/users.asadmin"
    administer "$admin" multimode --file "$dir/users.asadmin"
    administer "$admin" deploy --name app --contextroot "$context" "$dir/app.war" || touch "$dir/failed"
    for other in "${server_more[@]}"; do
        administer "$admin" deploy --contextroot "/$(basename "$other" .war)" "$other" || touch "$dir/failed"
    done
}

administer() {
    local admin=$1
    shift
    "$glassfish/bin/asadmin" --host 127.0.0.1 --port "$admin" --user admin "$@"
}

failed() { [[ -e $1/failed ]]; }

server_pid() { cat "$1/pid"; }
