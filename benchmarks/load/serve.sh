#!/bin/bash
# Starts the distribution as shipped, with the echo connector, another port, and 64 keys with 64 different narrowings.
#   serve.sh FOLDER PORT TOOLS     writes FOLDER/keys (one token per line), FOLDER/operator (the token for /metrics) and FOLDER/pid, and
#                                  returns when the server is ready
# Run ./patchbay build and mvn package of benchmarks/echo before. JAVA_HOME selects the JDK. Stop the server with: kill $(cat FOLDER/pid)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
folder=$1; port=$2; tools=$3
mkdir -p "$folder/config" "$folder/deploy"
cp -n "$root"/config/*.cfg.json "$folder/config/"
cp "$root"/benchmarks/echo/target/io.patchbay.benchmarks.echo-*[!s].jar "$folder/deploy/echo.jar"
sed -i "s/\"port\": *[0-9]*/\"port\": $port/" "$folder/config/io.patchbay.http.cfg.json"
if [ ! -f "$folder/keys" ]; then
  for i in $(seq 64); do
    secret=$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=')
    printf '{"name": "bench %d", ".sha256": "%s", "tools": ["echo", "tool_*"], "resources": [], "prompts": ["bench_%d"]}\n' \
      "$i" "$(printf %s "$secret" | sha256sum | cut -d' ' -f1)" "$i" >"$folder/config/io.patchbay.identity.key~bench$i.cfg.json"
    echo "bench$i:$secret" >>"$folder/keys"
  done
  secret=$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=')
  printf '{"name": "operator", ".sha256": "%s", "namedScopes": ["admin:read"]}\n' \
    "$(printf %s "$secret" | sha256sum | cut -d' ' -f1)" >"$folder/config/io.patchbay.identity.key~operator.cfg.json"
  echo "operator:$secret" >"$folder/operator"
fi
PATCHBAY_JAVA_OPTS="-Dpatchbay.benchmarks.tools=$tools ${PATCHBAY_JAVA_OPTS:-}" \
  "$root/distribution/target/patchbay/bin/patchbay" run --config "$folder/config" --deploy "$folder/deploy" --data "$folder/data" >"$folder/out" 2>&1 &
echo $! >"$folder/pid"
for _ in $(seq 600); do
  if curl -sf "http://127.0.0.1:$port/readyz" >/dev/null; then exit 0; fi
  kill -0 $! 2>/dev/null || { cat "$folder/out"; exit 1; }
  sleep 0.05
done
echo "not ready after 30 s" >&2; cat "$folder/out"; exit 1
