#!/bin/bash
# Measures the start time, the idle RSS and the cost of 1,000 idle sessions or streams. The rounds alternate between the peers. ROUNDS=3 COUNT=1000
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd); . "$here/peers/commands.sh"
OUT=${OUT:-$PWD/footprint.jsonl}; port=7400
line() { jq -cn --arg name "$1" --arg era "$2" --arg kind "$3" --argjson tools "$4" --argjson r "$5" '{name:$name,era:$era,kind:$kind,tools_registered:$tools}+$r' | tee -a "$OUT"; }
for round in $(seq "${ROUNDS:-3}"); do
  for peer in ${LIST:-java-streamable java-stateless quarkus ts}; do
    for n in 3 1000; do
      port=$((port + 1)); era=2025-11-25; [[ $peer == ts* ]] && era=2026-07-28
      r=$("$NODE" "$here/probe.mjs" startup $era http://127.0.0.1:$port/mcp - -- $(peer_cmd "$peer" $port $n)) && line "$peer" $era startup $n "$r"
    done
  done
done
for peer in ${LIST:-java-streamable java-stateless quarkus ts}; do
  eras=2025-11-25; [[ $peer == ts* ]] && eras="2025-11-25 2026-07-28"
  for era in $eras; do
    port=$((port + 1)); $(peer_cmd "$peer" $port 3) >/dev/null 2>&1 & pid=$!
    for _ in $(seq 300); do (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && break; sleep 0.1; done; sleep 3
    r=$("$NODE" "$here/probe.mjs" streams $era http://127.0.0.1:$port/mcp - "${COUNT:-1000}" $pid) && line "$peer" $era streams 3 "$r"
    kill $pid; wait $pid 2>/dev/null
  done
done
