#!/bin/bash
# Whether this checkout starts more slowly than another commit: both distributions start in turn, as shipped, with the echo connector and 64 keys.
#   compare.sh [COMMIT]      COMMIT defaults to HEAD~1. STARTS=20 LIMIT=30; JAVA_HOME chooses the JDK
# Prints the time from the command to the first 200 of /readyz and the processor time until then, for both versions, and the difference with its 95 %
# interval. LIMIT is in ms and applies to the difference of the clock. The first start of each version, which writes the archive of classes, does not count.
# Exits with 0 when the difference is within LIMIT, 1 when it is over it, 3 when the interval includes LIMIT. Builds both; needs curl and jq.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
case ${1:-} in -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
commit=$(git -C "$root" rev-parse --short "${1:-HEAD~1}^{commit}")
starts=${STARTS:-20}; limit=${LIMIT:-30}; work=$(mktemp -d); running=
trap '[ -z "$running" ] || kill "$running" 2>/dev/null || true; git -C "$root" worktree remove --force "$work/tree" 2>/dev/null || true; rm -rf "$work"' EXIT
git -C "$root" worktree add -q --detach "$work/tree" "$commit"
for tree in "$root" "$work/tree"; do
  echo "building $(git -C "$tree" rev-parse --short HEAD) ..." >&2
  (cd "$tree" && mvn -q -B -ntp -DskipTests -Dpatchbay.archive.skip=true -pl distribution,benchmarks/echo -am package) >"$work/build.log" 2>&1 || { tail -40 "$work/build.log" >&2; exit 2; }
done
stop() {
  kill "$running"
  while kill -0 "$running" 2>/dev/null; do sleep 0.05; done
  running=
}
# The first start writes settings, keys and the archive of classes.
prepare() { # name tree port
  "$2/benchmarks/load/serve.sh" "$work/$1" "$3" 3; running=$(cat "$work/$1/pid"); stop
}
start() { # name tree port number
  local begin now
  begin=$(date +%s%N)
  "$2/distribution/target/patchbay/bin/patchbay" run --config "$work/$1/config" --deploy "$work/$1/deploy" --data "$work/$1/data" >"$work/$1/out" 2>&1 &
  running=$!
  until curl -sf -o /dev/null "http://127.0.0.1:$3/readyz"; do
    kill -0 "$running" 2>/dev/null || { cat "$work/$1/out" >&2; exit 2; }
    sleep 0.01
  done
  now=$(date +%s%N)
  # Clock ticks of the whole process, in user and system mode; the name of the program, in parentheses, may contain spaces.
  sed 's/.*) //' "/proc/$running/stat" | awk -v version="$1" -v start="$4" -v clock="$(((now - begin) / 1000))" -v tick="$(getconf CLK_TCK)" \
    '{printf "{\"version\":\"%s\",\"start\":%d,\"clock\":%.3f,\"cpu\":%.3f}\n", version, start, clock / 1000, ($12 + $13) * 1000 / tick}' | tee -a "$work/results.jsonl" >&2
  stop
}
prepare after "$root" 7621; prepare before "$work/tree" 7622
for number in $(seq "$starts"); do
  # Who goes first alternates too: what drifts evenly cancels out.
  if [ $((number % 2)) = 0 ]; then start after "$root" 7621 "$number"; start before "$work/tree" 7622 "$number"
  else start before "$work/tree" 7622 "$number"; start after "$root" 7621 "$number"; fi
done
echo "this checkout ($(git -C "$root" rev-parse --short HEAD)) beside $commit, $starts starts of each, ms, limit $limit"
jq -rs -L "$root/benchmarks" --argjson limit "$limit" 'include "statistics";
  group_by(.start) | map(map({(.version): .}) | add) as $pairs
  | def row(name; f): ($pairs | map((.after|f) - (.before|f))) as $d | ($d|mean) as $m | (if ($d|length) > 1 then $d|halfInterval else 0 end) as $half
      | "\(name): \($pairs|map(.before|f)|median|round) -> \($pairs|map(.after|f)|median|round), difference \($m|round) (\($m-$half|round) to \($m+$half|round))";
  row("clock"; .clock), row("processor"; .cpu),
  ($pairs | map(.after.clock - .before.clock) | mean as $m | (if length > 1 then halfInterval else 1e9 end) as $half
    | if $m+$half <= $limit then "within" elif $m-$half > $limit then "over" else "open, take more starts" end)' "$work/results.jsonl" | tee "$work/table"
case $(tail -1 "$work/table") in within) ;; over) exit 1 ;; *) exit 3 ;; esac
