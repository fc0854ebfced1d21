# Open Liberty with the features of Jakarta EE 11. ../servers.sh says what the functions do.
# shellcheck shell=bash disable=SC2034,SC2154

# shellcheck source=../liberty/launch.sh
source "$servers/liberty/launch.sh"
server_module=server-configs/liberty-ee11
server_java=21
liberty=$servers/liberty-ee11/target/server
liberty_features=$servers/liberty-ee11
