#!/bin/bash
# Tests the code that reads requests with inputs that coverage guides (Jazzer).
#   fuzz.sh [RUNS]      tests RUNS inputs each for the reader, the headers and whole exchanges; 4,000,000 by default
#   fuzz.sh --keep      copies inputs that cover new code into corpus/, which the tests replay
# The script stops at a finding and keeps it in target/fuzz. Run mvn package -Pfuzz -pl benchmarks/micro -am -DskipTests before.
set -euo pipefail
cd "$(dirname "$0")"

# $1 is the fuzzer, the rest are options and folders
jazzer() {
  local fuzzer=$1
  shift
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -cp "target/classes:target/lib/*" com.code_intelligence.jazzer.Jazzer \
    --target_class="io.patchbay.protocol.${fuzzer}Fuzzer" --instrumentation_includes='io.patchbay.protocol.**' \
    --reproducer_path=target/fuzz -artifact_prefix=target/fuzz/ -max_len=4096 "$@" 2>&1 | tee "target/fuzz/$fuzzer.log"
}

runs=${1:-4000000}
total=0
for fuzzer in Reader Headers Exchange; do
  kept=corpus/${fuzzer,,}
  new=target/fuzz/$fuzzer
  mkdir -p "$new"
  if [ "$runs" = --keep ]; then
    jazzer "$fuzzer" -merge=1 "$kept" "$new" >/dev/null
    echo "$kept: $(find "$kept" -type f | wc -l) inputs"
    continue
  fi
  echo "== $fuzzer: $runs inputs, from $(find "$kept" -type f | wc -l) kept"
  jazzer "$fuzzer" -runs="$runs" -print_final_stats=1 "$new" "$kept" | grep --line-buffered -E '== |DONE|stat::number_of|stat::average' || true
  grep -q 'DONE' "target/fuzz/$fuzzer.log" || { echo "A finding: see benchmarks/micro/target/fuzz/$fuzzer.log"; exit 1; }
  total=$((total + runs))
done
[ "$runs" = --keep ] || echo "$total inputs, no finding"
