# WildFly, as server-configs/wildfly provisions it. For `serve`, which sources this.
# shellcheck shell=bash disable=SC2034,SC2154

server_module=server-configs/wildfly
wildfly=$root/$server_module/target/server

stale_server() { older "$wildfly/../server.stamp" "$root/$server_module"/{pom.xml,*.cli,*.properties}; }

# launch WAR PORT DIR: a base directory of its own, so that several can run side by side. The ports of management and TLS are any free ones.
launch() {
    local war=$1 port=$2 dir=$3
    mkdir -p "$dir/deployments"
    cp -r "$wildfly/standalone/configuration" "$dir/"
    cp "$war" "$dir/deployments/ROOT.war"
    unset JBOSS_HOME JBOSS_BASE_DIR JBOSS_MODULEPATH JBOSS_LOG_DIR JBOSS_CONFIG_DIR
    export JBOSS_PIDFILE=$dir/pid LAUNCH_JBOSS_IN_BACKGROUND=true
    export JAVA_OPTS="-Xms64m -Xmx1g -XX:MaxMetaspaceSize=256m -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true"
    JAVA_OPTS+=" -Djboss.modules.system.pkgs=org.jboss.byteman ${SERVE_JAVA_OPTS:-}"
    exec "$wildfly/bin/standalone.sh" -b 127.0.0.1 -bmanagement 127.0.0.1 \
        "-Djboss.server.base.dir=$dir" "-Djboss.node.name=serve-$port" "-Djboss.tx.node.id=serve-$port" "-Djboss.http.port=$port" \
        -Djboss.https.port=0 -Djboss.management.http.port=0 -Djboss.management.https.port=0
}

# Whether the application in DIR could not be deployed.
failed() { [[ -e $1/deployments/ROOT.war.failed ]]; }

server_pid() { cat "$1/pid"; }
