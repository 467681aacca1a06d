#!/bin/bash
# Compares the speed of this checkout with another commit. Both servers run at once, and short slices of load alternate between them.
#   compare.sh [COMMIT]      COMMIT defaults to HEAD~1. STARTS=1 ROUNDS=20 SECS=2 WARM=15 CONNS="16 64" OPS="call list" ERAS="2026-07-28 2025-11-25";
#                            JAVA_HOME chooses the JDK
# Prints for each operation the ratio of rate and of CPU time to COMMIT, with its 95 % interval. Builds both versions. Needs wrk, jq and Node.js.
# Two starts of one version differ by some percent. For smaller differences, set STARTS to start both servers several times with ROUNDS each. The interval is then over starts.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
case ${1:-} in -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
commit=$(git -C "$root" rev-parse --short "${1:-HEAD~1}^{commit}")
work=$(mktemp -d); pids=(); warm=${WARM:-15}
trap 'for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; git -C "$root" worktree remove --force "$work/before" 2>/dev/null || true; rm -rf "$work"' EXIT
git -C "$root" worktree add -q --detach "$work/before" "$commit"
for tree in "$root" "$work/before"; do
  echo "building $(git -C "$tree" rev-parse --short HEAD) ..." >&2
  (cd "$tree" && mvn -q -B -ntp -DskipTests -Dpatchbay.archive.skip=true -pl distribution,benchmarks/echo -am package) >"$work/build.log" 2>&1 || { tail -40 "$work/build.log" >&2; exit 1; }
done
start() { # name tree port tools
  "$2/benchmarks/load/serve.sh" "$work/$1" "$3" "$4"; pids+=("$(cat "$work/$1/pid")")
}
stop() {
  kill "${pids[@]}"
  for p in "${pids[@]}"; do while kill -0 "$p" 2>/dev/null; do sleep 0.1; done; done
  pids=()
}
export OUT=$work/results.jsonl SECS=${SECS:-2} CONNS=${CONNS:-16 64} SESSIONS=64
slice() { # name port op era folder
  KEYS="$work/$5/keys" PID=$(cat "$work/$5/pid") OPS=$3 "$here/bench.sh" "$1" "http://127.0.0.1:$2/mcp" "$4" >/dev/null
}
slices() { # op era, port of this checkout and of COMMIT, what their folders have behind the name
  # The order of the two servers also alternates, so that an even drift cancels out.
  for which in $([ $((ROUND % 2)) = 0 ] && echo "after before" || echo "before after"); do
    slice "$which" "$([ "$which" = after ] && echo "$3" || echo "$4")" "$1" "$2" "$which$5"
  done
}
for start in $(seq "${STARTS:-1}"); do
  start after "$root" 7611 3; start before "$work/before" 7612 3
  case ${OPS:-list} in *list*) start after-large "$root" 7613 1000; start before-large "$work/before" 7614 1000 ;; esac
  for round in $(seq "${ROUNDS:-20}"); do
    export START=$start ROUND=$(((start - 1) * ${ROUNDS:-20} + round)) WARM=$([ "$round" = 1 ] && echo "$warm" || echo 0)
    for era in ${ERAS:-2026-07-28 2025-11-25}; do
      for op in ${OPS:-call list}; do
        if [ "$op" = call ]; then slices call "$era" 7611 7612 ""; else slices list "$era" 7613 7614 -large; fi
      done
    done
    echo "start $start of ${STARTS:-1}, round $round of ${ROUNDS:-20}" >&2
  done
  stop
done
for era in ${ERAS:-2026-07-28 2025-11-25}; do
  echo "$era: this checkout ($(git -C "$root" rev-parse --short HEAD)) to $commit"
  jq -c --arg era "$era" 'select(.era==$era)' "$OUT" >"$work/era.jsonl"; "$here/summarize.sh" "$work/era.jsonl" before
done
