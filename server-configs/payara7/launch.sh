# Payara Micro 7, with the command files and the launch of Payara Micro 6. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

# shellcheck source=../payara/launch.sh
source "$servers/payara/launch.sh"
server_module=server-configs/payara7
server_java=21
payara=$servers/payara7/target/server
