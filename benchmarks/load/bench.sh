#!/bin/bash
# Measures one endpoint. bench.sh NAME URL ERA [TOKEN] appends one JSON line for each measurement to $OUT (default results.jsonl).
# Environment: OPS="call list" CONNS="16 64" SECS=10 WARM=20 ROUND=1 START=1 SESSIONS=1 TOOL=echo OUT=... PID=server pid (for RSS, CPU)
# KEYS=file replaces TOKEN. The file has one token per line, and the load uses pairs of key and session one after the other.
# Each operation is warmed up for WARM seconds before its first measurement. WARM=0 skips the warm-up.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=$1; url=$2; era=$3; token=${4:-}
OPS=${OPS:-call list}; CONNS=${CONNS:-16 64}; SECS=${SECS:-10}; WARM=${WARM:-20}; ROUND=${ROUND:-1}
OUT=${OUT:-results.jsonl}; NODE=${NODE:-node}
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
info=$(SESSIONS=${SESSIONS:-1} "$NODE" "$here/prepare.mjs" "$url" "$era" "$dir" $token)
export ERA=$era TOKENS="$dir/tokens" SESSIONS="$dir/sessions" CURSORS="$dir/cursors"
ticks() { [ -n "${PID:-}" ] && awk '{print $14+$15}' "/proc/$PID/stat" || echo 0; }
rss() { [ -n "${PID:-}" ] && awk '/^VmRSS/{print $2}' "/proc/$PID/status" || echo 0; }
load() { wrk -t1 -c"$1" -d"$2" --timeout 10s -s "$here/mcp.lua" "$url" | sed -n 's/^RESULT //p'; }
for op in $OPS; do
  export OP=$op
  VERIFY=1 load 4 2s >"$dir/verify.json"
  read -r bad non2xx seen < <(jq -r '[.bad,.non2xx,.verified]|@tsv' "$dir/verify.json")
  if [ "$bad" != 0 ] || [ "$non2xx" != 0 ] || [ "$seen" = 0 ]; then echo "$name $op: answers are wrong: $(cat "$dir/verify.json")" >&2; exit 1; fi
  [ "$WARM" != 0 ] && load 32 "${WARM}s" >/dev/null
  for conns in $CONNS; do
    a=$(ticks); r=$(load "$conns" "${SECS}s"); b=$(ticks)
    jq -cn --arg name "$name" --arg op "$op" --argjson conns "$conns" --argjson round "$ROUND" --argjson start "${START:-1}" \
      --argjson info "$info" --argjson r "$r" --argjson cpu "$((b - a))" --argjson rss "$(rss)" \
      '{name:$name,era:$info.era,op:$op,conns:$conns,round:$round,start:$start} + $r
       + {server_cpu_s:($cpu/100),cpu_us_per_req:(if $cpu>0 and $r.requests>0 then ($cpu*10000/$r.requests|floor) else null end),rss_kb:$rss,pages:$info.pages,tools:$info.tools}' | tee -a "$OUT"
  done
done
