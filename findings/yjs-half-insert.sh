#!/usr/bin/env bash
# Y.Array.insert of Yjs 13 throws when it meets a BigInt, and what stood before it in the same call has
# been inserted; a program that tries again has it twice. Y.Map.set takes the same value.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent yjs@13.6.33

cat >try.mjs <<'EOF'
import { isDeepStrictEqual } from "node:util";
import * as Y from "yjs";

const after = (values) => {
  const array = new Y.Doc().getArray("array");
  try {
    array.insert(0, values);
  } catch {
    return ["threw", ...array.toArray()];
  }
  return array.toArray();
};
const map = new Y.Doc().getMap("map");
map.set("big", 2n);

const seen = { array: after([1, "x", 2n, 3]), map: map.get("big") };
const guessed = { array: [1, "x", 2n, 3], map: 2n };
const surprise = { array: ["threw", 1, "x"], map: 2n };
console.log("yjs 13.6.33, Y.Array.insert");
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
