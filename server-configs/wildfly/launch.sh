# WildFly, as this directory provisions it. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

server_module=server-configs/wildfly
server_clusters=true
wildfly=$servers/wildfly/target/server

stale_server() { older "$wildfly/../server.stamp" "$servers/wildfly"/{pom.xml,*.cli,*.properties}; }

# The ports of management, TLS and the cluster are any free ones. SERVE_SECURED: if not empty, the nodes of a cluster speak TLS. SERVE_MANAGEMENT_PORT: the
# port of management. VIRTUAL_SERVER=NAME: a virtual host "second" for the host of that name.
launch() {
    local war=$1 port=$2 dir=$3 context=$4 cluster=${5-} password=
    mkdir -p "$dir/deployments"
    cp -r "$wildfly/standalone/configuration" "$dir/"
    if [[ -n ${VIRTUAL_SERVER:-} ]]; then
        sed -i '/<host name="default-host"/,/<\/host>/s#</host>#&<host name="second" alias="'"$VIRTUAL_SERVER"'"/>#' "$dir/configuration/standalone.xml"
    fi
    if [[ -n $cluster && -n ${SERVE_SECURED:-} ]]; then
        secure "$dir" "$cluster"
        password=$(cat "$cluster/password")
    fi
    if [[ -n ${SERVE_COMMANDS:-} ]]; then configure "$dir" "$SERVE_COMMANDS"; fi
    cp "$war" "$dir/deployments/${context:-ROOT}.war"
    [[ ${#server_more[@]} -eq 0 ]] || cp "${server_more[@]}" "$dir/deployments/"
    unset JBOSS_HOME JBOSS_BASE_DIR JBOSS_MODULEPATH JBOSS_LOG_DIR JBOSS_CONFIG_DIR
    export JBOSS_PIDFILE=$dir/pid LAUNCH_JBOSS_IN_BACKGROUND=true # standalone.sh then hands on the signal that stops it
    export JAVA_OPTS="-Xms64m -Xmx1g -XX:MaxMetaspaceSize=256m -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true"
    JAVA_OPTS+=" -Djboss.modules.system.pkgs=org.jboss.byteman ${SERVE_JAVA_OPTS:-}"
    exec "${server_inside[@]}" "$wildfly/bin/standalone.sh" -b "$server_address" -bprivate "$server_address" -bmanagement 127.0.0.1 \
        "-Djboss.server.base.dir=$dir" "-Djboss.node.name=serve-$port" "-Djboss.tx.node.id=serve-$port" "-Djboss.http.port=$port" \
        ${cluster:+"-Denfilade.cluster.directory=$cluster"} ${password:+"-Denfilade.cluster.password=$password"} \
        -Djboss.https.port=0 "-Djboss.management.http.port=${SERVE_MANAGEMENT_PORT:-0}" -Djboss.management.https.port=0
}

# configure DIR FILE: runs the commands in the file for the server that is going to be in the directory.
configure() {
    { echo "embed-server --server-config=standalone.xml"; cat "$2"; echo stop-embedded-server; } >"$1/commands.cli"
    JAVA_OPTS="-Djboss.server.base.dir=$1" "$wildfly/bin/jboss-cli.sh" --file="$1/commands.cli"
}

# secure DIR CLUSTER: the first node makes key and configuration, the others have the same.
secure() {
    local dir=$1 cluster=$2
    if [[ ! -e $cluster/standalone.xml ]]; then
        (
            umask 077
            head -c 18 /dev/urandom | base64 >"$cluster/password"
        )
        "${JAVA_HOME:+$JAVA_HOME/bin/}keytool" -genkeypair -alias cluster -keyalg EC -groupname secp256r1 -validity 30 -dname CN=cluster \
            -storetype PKCS12 -keystore "$cluster/cluster.p12" -storepass:file "$cluster/password" 2>/dev/null
        cp "$cluster/cluster.p12" "$dir/configuration/"
        { echo "embed-server --server-config=standalone.xml"; cat "$servers/wildfly/cluster/tls.cli"; echo stop-embedded-server; } >"$cluster/tls.cli"
        JAVA_OPTS="-Djboss.server.base.dir=$dir -Denfilade.cluster.password=$(cat "$cluster/password")" \
            "$wildfly/bin/jboss-cli.sh" --file="$cluster/tls.cli"
        cp "$dir/configuration/standalone.xml" "$cluster/"
    fi
    cp "$cluster/standalone.xml" "$cluster/cluster.p12" "$dir/configuration/"
}

failed() { compgen -G "$1/deployments/*.war.failed" >/dev/null; }

# By the deployment scanner, which looks into the directory every 5 seconds.
redeploy() {
    local deployed
    deployed=$(compgen -G "$2/deployments/*.war")
    cp "$1" "$2/newer.war"
    mv "$2/newer.war" "$deployed"
    touch "$deployed.dodeploy"
    while is_running "$server_group" && [[ -e $deployed.dodeploy || -e $deployed.isdeploying || -e $deployed.isundeploying ]]; do sleep 0.1; done
}

server_pid() { cat "$1/pid"; }
