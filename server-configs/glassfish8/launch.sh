# GlassFish 8, launched as GlassFish 7. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

# shellcheck source=../glassfish/launch.sh
source "$servers/glassfish/launch.sh"
server_module=server-configs/glassfish8
server_java=21
glassfish=$servers/glassfish8/target/server/glassfish8/glassfish
