#!/bin/bash
# Measures all figures of docs/benchmarks.md: the distribution as shipped, with authentication, policy and audit, and the peers.
#   measure.sh FOLDER      ROUNDS=10 SECS=2 LIST="quarkus java-streamable"; JAVA_HOME selects the JDK for all servers
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
mkdir -p "$1"; out=$(cd "$1" && pwd)
export JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java NODE=${NODE:-node} PEERS=${PEERS:-$HOME/.cache/mcp-peers}
rm -rf "$out"/{small,large,load.jsonl,footprint.jsonl}
pids=(); trap 'for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done' EXIT

echo "machine: $(nproc) processors, $(awk '/MemTotal/{printf "%d GiB", $2/1048576}' /proc/meminfo), load $(cut -d' ' -f1 /proc/loadavg); $("$JAVA" -version 2>&1 | sed -n 2p)" | tee "$out/machine"

# The first start creates the archive of classes. The script measures later starts.
"$here/serve.sh" "$out/small" 7601 3; kill "$(cat "$out/small/pid")"; wait_gone() { while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; }
wait_gone "$(cat "$out/small/pid")"
key=$(head -1 "$out/small/keys")
command="$root/distribution/target/patchbay/bin/patchbay run --config $out/small/config --deploy $out/small/deploy --data $out/small/data"
for _ in $(seq "${STARTS:-5}"); do
  "$NODE" "$here/probe.mjs" startup 2026-07-28 http://127.0.0.1:7601/mcp "$key" -- $command | jq -c '{name:"patchbay",kind:"startup"}+.' | tee -a "$out/footprint.jsonl"
done

"$here/serve.sh" "$out/small" 7601 3; pids+=("$(cat "$out/small/pid")")
for era in 2026-07-28 2025-11-25; do
  "$NODE" "$here/probe.mjs" streams $era http://127.0.0.1:7601/mcp "$key" 1000 "$(cat "$out/small/pid")" | jq -c --arg era $era '{name:"patchbay",kind:"streams",era:$era}+.' | tee -a "$out/footprint.jsonl"
  sleep 3
done
kill "${pids[0]}"; wait_gone "${pids[0]}"; pids=()

"$here/serve.sh" "$out/small" 7601 3; pids+=("$(cat "$out/small/pid")")
mkdir -p "$out/large/config"; cp "$out/small/keys" "$out/large/"; cp "$out"/small/config/*.key~* "$out/large/config/"
"$here/serve.sh" "$out/large" 7602 1000; pids+=("$(cat "$out/large/pid")")
EXTRA="patchbay|http://127.0.0.1:7601/mcp|http://127.0.0.1:7602/mcp|2025-11-25|$out/small/keys|${pids[0]}|${pids[1]}
patchbay|http://127.0.0.1:7601/mcp|http://127.0.0.1:7602/mcp|2026-07-28|$out/small/keys|${pids[0]}|${pids[1]}" \
  LIST=${LIST-"quarkus java-streamable"} OUT="$out/load.jsonl" ROUNDS=${ROUNDS:-10} SECS=${SECS:-2} SESSIONS=64 "$here/run-load.sh" >/dev/null

# The trail must have one entry with its own call id for each operation that the server counted, and at least as many entries as wrk counted
# answers. wrk ends without the last answer of each connection.
sleep 2
served=$(curl -sf -H "Authorization: Bearer $(cat "$out/small/operator")" http://127.0.0.1:7601/metrics | awk '/^patchbay_calls_total/{n+=$2} END{printf "%d", n}')
cat "$out"/small/data/audit/trail-*.jsonl | grep -v '"targetKind":"route"' >"$out/trail.jsonl" # without the read of /metrics
last=$(grep -n '"kind":"start"' "$out/trail.jsonl" | tail -1 | cut -d: -f1)
entries=$(tail -n "+$last" "$out/trail.jsonl" | grep -c '"kind":"call"')
ids=$(tail -n "+$last" "$out/trail.jsonl" | grep '"kind":"call"' | grep -o '"callId":"[^"]*"' | sort -u | wc -l); rm "$out/trail.jsonl"
measured=$(jq -s 'map(select(.name=="patchbay" and .op=="call").requests)|add' "$out/load.jsonl")
echo "trail: $entries entries with $ids call ids for $served operations served, $measured of them measured" | tee "$out/trail"
"$root/distribution/target/patchbay/bin/patchbay" audit verify --data "$out/small/data" | tee -a "$out/trail"

"$here/summarize.sh" "$out/load.jsonl" quarkus | tee "$out/summary"
