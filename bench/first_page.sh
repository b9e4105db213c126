#!/usr/bin/env bash
# How long from `make run` to the first page: in a fresh clone with empty caches, then once more.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
git clone --quiet "$root" "$place/miqyas"
cd "$place/miqyas"
export UV_CACHE_DIR="$place/uv" npm_config_cache="$place/npm" PIP_NO_CACHE_DIR=1
unset MIQYAS_DATA MIQYAS_DEBUG
port=${PORT:-8399}
for run in first second; do
  start=$(date +%s.%N)
  setsid make run PORT="$port" >"$place/log" 2>&1 &
  until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/"; do
    kill -0 $! 2>/dev/null || { cat "$place/log"; exit 1; }
    sleep 0.2
  done
  awk -v a="$start" -v b="$(date +%s.%N)" -v r="$run" 'BEGIN { printf "%s make run: %.1f s\n", r, b - a }'
  kill -TERM -- -$!
  wait $! 2>/dev/null || true
done
