#!/bin/bash
# Runs proofs at full length and prints a line of figures for each. ./patchbay test --proof NAME calls this script.
#   prove.sh [NAME] [brief]     NAME is one of the following; "all" by default
#     swaps        calls while a connector is replaced many times: no call fails or reaches the wrong version
#     visible      the time until clients see a connector that was added, replaced or removed
#     leaks        memory, threads and classes after a thousand replacements
#     kill         kill -9 during deployments: the next start serves the same connectors
#     settings     settings and keys that change under load
#     walk         200,000 random valid and broken requests of all revisions, compared with a model of the correct answers
#     fuzz         four million inputs each for the JSON reader, the headers and whole exchanges
#     conformance  every scenario of the official conformance suites
#     all          all proofs; about an hour on an idle machine with two processors
# With "brief", the proofs have the length of the tests of a build, and no limits on times.
# The server runs on the JDK of JAVA_HOME and on the newest JDK beside it. The script exits with 1 if a proof fails.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
log=$root/itests/target/prove.log
length=${2:-whole}
usage() {
  sed -n '2,14s/^# \{0,1\}//p' "$0"
}
run() { # Maven's arguments
  mvn -q -B -ntp "$@" -Dsurefire.failIfNoSpecifiedTests=false -Dpatchbay.proof="$length" 2>&1 | tee -a "$log" | { grep --line-buffered -o 'PROOF .*' || true; }
}
prove() { # NAME
  case $1 in
    swaps | visible | leaks | kill) run verify -pl itests -am -Dtest=None -Dit.test="${1^}ProofTest" ;;
    settings) run verify -pl itests -am -Dtest=None -Dit.test=SettingsLiveTest ;;
    conformance) run verify -pl itests -am -Dtest=None -Dit.test='*ConformanceTest' ;;
    walk) run test -pl bundles/protocol -am -Dtest=RandomWalkTest ;;
    fuzz)
      run package -Pfuzz -DskipTests -pl benchmarks/micro -am &&
        "$root/benchmarks/micro/fuzz.sh" "$([ "$length" = whole ] && echo 4000000 || echo 20000)" 2>&1 | tee -a "$log"
      ;;
  esac
}
names=(swaps visible leaks kill settings walk fuzz conformance)
case ${1:-all} in
  -h | --help) usage; exit 0 ;;
  all) ;;
  *)
    [[ " ${names[*]} " == *" $1 "* ]] || { echo "There is no proof $1." >&2; usage >&2; exit 2; }
    names=("$1")
    ;;
esac
mkdir -p "$root/itests/target"
: >"$log"
cd "$root"
echo "$(date -u '+%F %H:%M') UTC, $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown)"
for name in "${names[@]}"; do
  echo "$name ..."
  if ! prove "$name"; then
    tail -60 "$log" >&2
    echo "The proof $name failed, or could not run; the whole output is in $log" >&2
    exit 1
  fi
done
echo "Passed: ${names[*]}"
