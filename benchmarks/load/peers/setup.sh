#!/bin/bash
# Builds the peers into $PEERS (default ~/.cache/mcp-peers). Needs Maven Central and npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); . "$here/commands.sh"
mkdir -p "$PEERS/jsrv" "$PEERS/qsrv" "$PEERS/ts-server"
cp -r "$here/java-sdk-server/." "$PEERS/jsrv/"; cp -r "$here/quarkus-server/." "$PEERS/qsrv/"; cp -r "$here/ts-server/." "$PEERS/ts-server/"
(cd "$PEERS/jsrv" && mvn -q -B compile dependency:build-classpath -Dmdep.outputFile=cp.txt)
(cd "$PEERS/qsrv" && mvn -q -B package)
(cd "$PEERS/ts-server" && npm i --no-audit --no-fund)
