#!/bin/bash
# Compares the cost of a call in this checkout with another commit, with JMH forks that alternate between the two versions.
#   compare.sh [COMMIT]      COMMIT defaults to HEAD~1. FORKS=10 PATTERN=ProtocolBenchmark.whole LIMIT=0.2 JMH="-wi 5 -i 5"; JAVA_HOME selects the JDK
# Prints for each benchmark the wall-clock time and the processor time of both versions, the difference of each with its 95 % interval, and the
# bytes that each version allocates. PATTERN is a regular expression. LIMIT is in µs a call and applies to the processor time.
# Exits with 0 if every difference is within LIMIT, 1 if a difference is over LIMIT, 3 if an interval includes LIMIT. Builds each version once. Needs jq.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
case ${1:-} in -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
jdk=${JAVA_HOME:+$JAVA_HOME/bin/}; forks=${FORKS:-10}; limit=${LIMIT:-0.2}; pattern=${PATTERN:-ProtocolBenchmark.whole}
commit=$(git -C "$root" rev-parse --short "${1:-HEAD~1}^{commit}")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

# The files of this checkout, including changes that are not committed yet.
cp "$(git -C "$root" rev-parse --path-format=absolute --git-path index)" "$work/index"
GIT_INDEX_FILE=$work/index git -C "$root" add -A
after=$(GIT_INDEX_FILE=$work/index git -C "$root" write-tree); before=$(git -C "$root" rev-parse "$commit^{tree}")
built() { echo "$root/target/compare/$1"; } # tree: the benchmarks of a version are compiled with that version, and kept
build() { # name tree
  [ -d "$(built "$2")" ] && return
  echo "building $1 ..." >&2
  mkdir -p "$root/target/compare" "$work/$2"; git -C "$root" archive "$2" | tar x -C "$work/$2"
  # Since JDK 23, the compiler processes the annotations of JMH only with an option.
  (cd "$work/$2" && mvn -q -B -ntp -DskipTests -Dmaven.compiler.proc=full -pl benchmarks/micro -am package) >"$work/build.log" 2>&1 || { tail -40 "$work/build.log" >&2; exit 2; }
  mv "$work/$2/benchmarks/micro/target" "$(built "$2")"; rm -rf "${work:?}/$2"
}
build "this checkout" "$after"; build "$commit" "$before"
"${jdk}javac" -d "$work/profiler" -cp "$(built "$after")/lib/*" "$here/ProcessorTime.java"

fork() { # name tree
  # shellcheck disable=SC2086
  "${jdk}java" -cp "$(built "$2")/classes:$(built "$2")/lib/*:$work/profiler" org.openjdk.jmh.Main "$pattern" \
    -f 1 -tu us -bm avgt -foe true -prof gc -prof ProcessorTime -rf json -rff "$work/result.json" ${JMH:-} >"$work/jmh.log" 2>&1 || { tail -20 "$work/jmh.log" >&2; exit 2; }
  # Packages may differ between the versions, so the name consists only of the class and the method.
  jq -c -L "$root/benchmarks" --arg version "$1" --argjson fork "$fork" 'include "statistics"; .[] | {$version, $fork,
    name: (.benchmark|split(".")[-2:]|join(".")), clock: (.primaryMetric.rawData[0]|median), cpu: (.secondaryMetrics.processor.rawData[0]|median),
    bytes: (.secondaryMetrics|to_entries[]|select(.key|endswith("gc.alloc.rate.norm"))|.value.rawData[0]|median)}' "$work/result.json" >>"$work/results.jsonl"
}
for fork in $(seq "$forks"); do
  # The order of the two versions also alternates, so that an even drift cancels out.
  if [ $((fork % 2)) = 0 ]; then fork after "$after"; fork before "$before"; else fork before "$before"; fork after "$after"; fi
  jq -r --argjson fork "$fork" 'select(.fork==$fork) | "fork \(.fork) \(.version) \(.name): \(.clock*1000|round/1000) µs, processor \(.cpu*1000|round/1000) µs"' "$work/results.jsonl" >&2
done

echo "this checkout ($(git -C "$root" rev-parse --short HEAD)) beside $commit, $forks forks of each, µs a call, limit $limit"
jq -rs -L "$root/benchmarks" --argjson limit "$limit" 'include "statistics";
  def both(f): "\(map(.before|f)|mean|digits) -> \(map(.after|f)|mean|digits)";
  def differences(f): map((.after|f)-(.before|f));
  def interval: mean as $m | if length>1 then halfInterval as $half | "\($m|digits) (\($m-$half|digits) to \($m+$half|digits))" else "\($m|digits)" end;
  def verdict: mean as $m | if length<2 then "open, one fork shows no interval" else halfInterval as $half
    | if $m+$half<=$limit then "within" elif $m-$half>$limit then "over" else "open, take more forks" end end;
  (["benchmark","clock","difference","processor","difference","bytes","limit"]|@tsv),
  (group_by(.name)[] | .[0].name as $name | group_by(.fork) | map(map({(.version): .})|add|select(.before and .after)) | select(length>0)
    | [$name, both(.clock), (differences(.clock)|interval), both(.cpu), (differences(.cpu)|interval),
       "\(map(.before.bytes)|median|round) -> \(map(.after.bytes)|median|round)", (differences(.cpu)|verdict)]|@tsv)
' "$work/results.jsonl" >"$work/table"
column -t -s $'\t' "$work/table"
verdicts=$(tail -n +2 "$work/table" | cut -f7)
case $verdicts in "") echo "no benchmark of both versions has a name like $pattern" >&2; exit 2 ;; *over*) exit 1 ;; *open*) exit 3 ;; esac
