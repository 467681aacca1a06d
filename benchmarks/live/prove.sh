#!/bin/bash
# Proves what is promised of connectors that change in a running server, and prints a line of figures for each.
#   prove.sh [all|swaps|visible|leaks|kill|settings] [brief]
# Builds what it needs, runs on the JDK of JAVA_HOME and on the newest beside it, and ends with an error when a promise is broken.
# "all" takes about 25 minutes on a quiet machine with two processors; "brief" is what every build runs, and holds no times.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
case ${1:-all} in
  all) tests='*ProofTest,SettingsLiveTest' ;;
  swaps) tests=SwapsProofTest ;;
  visible) tests=VisibleProofTest ;;
  leaks) tests=LeaksProofTest ;;
  kill) tests=KillProofTest ;;
  settings) tests=SettingsLiveTest ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
log=$root/itests/target/prove.log
mkdir -p "$root/itests/target"
cd "$root"
echo "$(date -u '+%F %H:%M') UTC, $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown)"
if mvn -q -B verify -pl itests -am -Dtest=None -Dit.test="$tests" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dpatchbay.proof="${2:-whole}" 2>&1 | tee "$log" | grep --line-buffered -o 'PROOF .*'; then
  echo "All promises hold."
else
  tail -60 "$log" >&2
  echo "A promise is broken, or could not be tried; the whole output is in $log" >&2
  exit 1
fi
