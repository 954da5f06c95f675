#!/usr/bin/env bash
# A value that a program got from JSON.parse may have a key "__proto__" of its own. In a map of Yjs its
# author keeps it, others get an object without that key, and in an embed everybody keeps it: lib0 sets
# keys by assignment, JSON.parse defines them. Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent yjs@13.6.33

cat >try.mjs <<'EOF'
import * as Y from "yjs";

const doc = new Y.Doc();
doc.getMap("map").set("key", JSON.parse('{"a":1,"__proto__":{"b":2}}'));
doc.getText("text").insertEmbed(0, JSON.parse('{"a":1,"__proto__":{"b":2}}'));
const reader = new Y.Doc();
Y.applyUpdate(reader, Y.encodeStateAsUpdate(doc));

const keys = {
  "author, map": Object.keys(doc.getMap("map").get("key")),
  "reader, map": Object.keys(reader.getMap("map").get("key")),
  "reader, embed": Object.keys(reader.getText("text").toDelta()[0].insert),
};
console.log("yjs 13.6.33, keys of the value (guessed: a and __proto__ everywhere)");
console.log(keys);
const counts = Object.values(keys).map((found) => found.length);
process.exit(counts.join() === "2,1,2" ? 0 : 1);
EOF
node try.mjs
