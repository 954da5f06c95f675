#!/usr/bin/env bash
# Yjs 13 refuses a plain object with a key named "constructor" as a value of a map or an array, because
# it asks value.constructor for the object's class. One level deeper the same object is taken.
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

const map = new Y.Doc().getMap("cars");
const attempt = (value) => {
  try {
    map.set("car", value);
    return JSON.stringify(map.get("car"));
  } catch (error) {
    return `throws: ${error.message}`;
  }
};

const seen = [attempt({ constructor: "Ford" }), attempt([{ constructor: "Ford" }])];
const guessed = ['{"constructor":"Ford"}', '[{"constructor":"Ford"}]'];
const surprise = ["throws: Unexpected content type", '[{"constructor":"Ford"}]'];
console.log("yjs 13.6.33, a value that is JSON");
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
