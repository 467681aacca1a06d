#!/bin/bash
# Prints what a start and a change take with few and with many keys, settings files and connectors.
#   scale.sh [PART]     only the rows whose name contains PART, for example "keys"
# Measures the distribution of this checkout, which ./patchbay build makes, with the java on the path. About three minutes.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
exec java "$root/benchmarks/start/Scale.java" "$root/distribution/target/patchbay" "$@"
