#!/bin/bash
# Runs rounds of load that alternate between all peers and the EXTRA endpoints that already run.
#   EXTRA='name|url-with-3-tools|url-with-1000-tools|era|keys|pid3|pid1000' (newline separated; pids may be empty; keys: a file
#   with one token per line, or empty)
# ROUNDS=10 WARM=20 SECS=2 CONNS="16 64" OUT=results.jsonl LIST="java-streamable quarkus ..."
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); . "$here/peers/commands.sh"
ROUNDS=${ROUNDS:-10}; export SECS=${SECS:-2} OUT=${OUT:-$PWD/results.jsonl}
LIST=${LIST:-java-streamable java-stateless quarkus ts}
FIRST_WARM=${WARM:-20}
log=$(mktemp -d); pids=()
trap 'for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done' EXIT
declare -A small large smallpid largepid
port=7300
for peer in $LIST; do
  for n in 3 1000; do
    port=$((port + 1))
    $(peer_cmd "$peer" $port $n) >"$log/$peer-$n.log" 2>&1 & pid=$!; pids+=($pid)
    if [ $n = 3 ]; then small[$peer]=$port; smallpid[$peer]=$pid; else large[$peer]=$port; largepid[$peer]=$pid; fi
    for _ in $(seq 300); do (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && break; sleep 0.1; done
  done
done
one() { # name era url3 url1000 keys pid3 pid1000
  KEYS=$5 PID=$6 OPS=call "$here/bench.sh" "$1" "$3" "$2"
  KEYS=$5 PID=$7 OPS=list "$here/bench.sh" "$1" "$4" "$2"
}
for round in $(seq "$ROUNDS"); do
  export ROUND=$round WARM=$([ "$round" = 1 ] && echo "$FIRST_WARM" || echo 0)
  for peer in $LIST; do
    eras=2025-11-25; [[ $peer == ts* ]] && eras="2025-11-25 2026-07-28"
    for era in $eras; do
      one "$peer" $era "http://127.0.0.1:${small[$peer]}/mcp" "http://127.0.0.1:${large[$peer]}/mcp" "" "${smallpid[$peer]}" "${largepid[$peer]}" || echo "FAILED $peer $era" >&2
    done
  done
  while IFS='|' read -r name u3 u1000 era keys p3 p1000; do
    [ -n "$name" ] && one "$name" "$era" "$u3" "$u1000" "$keys" "$p3" "$p1000"
  done <<<"${EXTRA:-}"
done
