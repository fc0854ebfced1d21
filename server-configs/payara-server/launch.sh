# Payara Server, as this directory makes it. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

server_module=server-configs/payara-server
server_clusters=true
payara_server=$servers/payara-server/target/server/payara6/glassfish

stale_server() { older "$servers/payara-server/target/server.stamp" "$servers/payara-server/pom.xml"; }

# A copy of the domain that Payara comes with, on loopback, without what listens beside HTTP and the data grid; alone, it is a cluster of its own.
# VIRTUAL_SERVER=NAME: a second virtual server for the host of that name, on the same port; the WAR is then deployed to both.
launch() {
    local war=$1 port=$2 dir=$3 context=$4 cluster=${5-} option options= other grid="das-port=\"4900\" cluster-group-name=\"serve-$2\""
    if [[ -n $cluster ]]; then
        join_cluster "$cluster"
        grid="das-port=\"$grid_port\" cluster-group-name=\"${cluster##*/}\" discovery-mode=\"tcpip\" tcpip-members=\"$grid_members\""
    fi
    for option in -Dhazelcast.socket.server.bind.any=false -Djava.net.preferIPv4Stack=true ${SERVE_JAVA_OPTS:-}; do
        options+="<jvm-options>$(sed 's/&/\&amp;/g; s/</\&lt;/g' <<<"$option")</jvm-options>"
    done
    cp -r "$payara_server/domains/domain1" "$dir/"
    cp "$war" "$dir/app.war"
    sed -i -E \
        -e 's#(<hazelcast-runtime-configuration) start-port="5900" das-port="4900"#\1 interface="'"$server_address"'" das-bind-address="'"$server_address"'" das-public-address="'"$server_address"'" '"$grid"'#' \
        -e 's#(<network-listener port=)"8080"#\1"'"$port"'" address="'"$server_address"'"#' \
        -e 's#(<network-listener port=)"8181"#\1"0" enabled="false" address="127.0.0.1"#' \
        -e 's#(<network-listener port=)"4848"#\1"0" address="127.0.0.1"#' \
        -e 's#(<jmx-connector .*)address="0.0.0.0"#\1enabled="false" address="127.0.0.1"#' \
        -e 's#(<iiop-listener .*)address="0.0.0.0"#\1enabled="false" address="127.0.0.1"#' \
        -e 's#(<transaction-service tx-log-dir="\S+" />)#<jms-service type="REMOTE" default-jms-host="none"><jms-host name="none" /></jms-service>\1#' \
        -e 's#<jvm-options>-Xmx512m</jvm-options>#<jvm-options>-Xmx1g</jvm-options>'"${options//&/\\&}"'#' \
        ${VIRTUAL_SERVER:+-e 's#(<virtual-server id="server" network-listeners="http-listener-1,http-listener-2") />#\1 /><virtual-server id="second" hosts="'"$VIRTUAL_SERVER"'" network-listeners="http-listener-1" />#'} \
        -e '/osgi.shell.telnet.(port|ip|maxconn)/d' \
        "$dir/domain1/config/domain.xml"
    {
        sed "s#@directory@#$servers/payara#" "$servers/payara/users.asadmin"
        echo "deploy --name=app --contextroot=/$context $dir/app.war"
        for other in "${server_more[@]}"; do echo "deploy --contextroot=/$(basename "$other" .war) $other"; done
    } >"$dir/postboot.asadmin"
    unset AS_JAVA
    exec "${server_inside[@]}" java -jar "$payara_server/modules/admin-cli.jar" start-domain --verbose --domaindir "$dir" \
        --postbootcommandfile "$dir/postboot.asadmin" domain1
}

failed() { grep -qs 'Boot Command deploy failed' "$1/domain1/logs/server.log"; }

server_pid() { cat "$1/domain1/config/pid"; }
