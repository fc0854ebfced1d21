# WildFly Preview, launched as WildFly, alone only. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

# shellcheck source=../wildfly/launch.sh
source "$servers/wildfly/launch.sh"
server_module=server-configs/wildfly-preview
server_clusters=false
server_java=21 # 17 would do, without virtual threads
wildfly=$(compgen -G "$servers/wildfly-preview/target/server/wildfly-preview-*" || true)

stale_server() { older "$servers/wildfly-preview/target/server.stamp" "$servers/wildfly-preview"/{pom.xml,*.cli} "$servers/wildfly"/{enfilade.cli,*.properties}; }
