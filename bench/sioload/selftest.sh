#!/bin/bash
# Proves that sioload reports broken servers.  Needs the packages of bench (npm ci).  usage: selftest.sh [BASE_PORT]
cd "$(dirname "$0")" || exit 1
port=${1:-33900}; bad=0; tmp=$(mktemp -d)
try() { # fault expected-status expected-pattern args...
  local f=$1 want=$2 pat=$3 pid up=; shift 3
  for k in 1 2 3 4 5; do # a port may be in use as the local port of some connection
    port=$((port + 1))
    node faulty.js $port $f >$tmp/srv 2>&1 & pid=$!
    for i in $(seq 100); do
      sleep 0.1; grep -q ready $tmp/srv && (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && { up=1; break; }
      kill -0 $pid 2>/dev/null || break
    done
    [[ $up ]] && kill -0 $pid 2>/dev/null && break; up=
  done
  timeout 60 ./sioload --quiet --port $port --warmup 0.2 --duration 1 --timeout 2 "$@" >$tmp/out 2>$tmp/err; local rc=$?
  kill $pid 2>/dev/null; wait $pid 2>/dev/null
  if [[ $rc == $want ]] && cat $tmp/out $tmp/err | grep -q "$pat"; then r=ok; else r=FAILED; bad=1; fi
  echo "$r $f rc=$rc: $(head -1 $tmp/err | cut -c1-100) $(grep -o '"err".*' $tmp/out)"
}
A="--scenario ack --conns 5"; B="--scenario broadcast --conns 5 --depth 4"
try none 0 '"errors":0' $A
try none 0 '"errors":0' $A --depth 7 --charset cjk --payload 100
try none 0 '"errors":0' $A --payload 200000
try none 0 '"errors":0' $B
try acklost 1 '"missing":[1-9]' $A
try ackcorrupt 1 '"payload":[1-9]' $A
try ackcut 1 '"payload":[1-9]' $A
try ackother 1 '"payload":[1-9]' $A
try ackdup 1 '"dup":[1-9]' $A
try close 1 '"closed":[1-9]' $A
try nspdisconnect 1 '"closed":[1-9]' $A
try garbage 1 '"proto":[1-9]' $A
try drop 1 '"missing":[1-9]' $B
try castcorrupt 1 '"payload":[1-9]' $B
try dup 1 '"dup":[1-9]' $B
try swap 1 '"missing":[1-9]' $B
try swap 1 '"dup":[1-9]' $B
try none 1 'namespace refused' $A --nsp /refuse
try none 1 'namespace refused' $A --nsp /unknown
rm -rf "$tmp"
exit $bad
