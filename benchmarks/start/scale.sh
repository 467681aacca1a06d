#!/bin/bash
# Prints the times of a start and of a change with few and with many keys, settings files and connectors.
#   scale.sh [PART]     prints only the rows whose name contains PART, for example "keys"
# Measures the distribution of this checkout, which ./patchbay build creates, with the java on the PATH. Takes about three minutes.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
exec java "$root/benchmarks/start/Scale.java" "$root/distribution/target/patchbay" "$@"
