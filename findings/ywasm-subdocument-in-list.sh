#!/usr/bin/env bash
# ywasm puts a subdocument into a list as a shared type of kind 9, which Yjs does not know: the update
# cannot be applied by Yjs at all. Under a key of a map the same subdocument is written as Yjs does.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent ywasm@0.18.3 yjs@13.6.33

cat >try.mjs <<'EOF'
import * as Y from "yjs";
import * as yrs from "ywasm";

/** The GUIDs of the subdocuments that Yjs finds in what ywasm writes, or what it throws. */
function seenBy(write) {
  const doc = new yrs.YDoc({});
  write(doc, new yrs.YDoc({ guid: "sub" }));
  const reader = new Y.Doc();
  try {
    Y.applyUpdate(reader, yrs.encodeStateAsUpdate(doc));
    return [...reader.getSubdocGuids()].join();
  } catch (error) {
    return `throws: ${error.message}`;
  }
}

const inMap = seenBy((doc, sub) => doc.getMap("map").set("key", sub));
const inList = seenBy((doc, sub) => doc.getArray("list").insert(0, [sub]));
console.log("ywasm 0.18.3 and yjs 13.6.33; Yjs finds of a subdocument written by ywasm");
console.log("in a map:  ", inMap);
console.log("in a list: ", inList, "(guessed: sub)");
process.exit(inMap === "sub" && inList.startsWith("throws") ? 0 : 1);
EOF
node try.mjs
