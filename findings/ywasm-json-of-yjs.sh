#!/usr/bin/env bash
# What Yjs writes and reads as JSON, yrs does not always read: an embed nested 128 deep, an embed with half
# a surrogate pair (which JSON.stringify escapes), and any value in the encoding for JSON that older
# versions of Yjs wrote. ywasm throws, and with it the whole update is unread.
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

function nested(depth) {
  let value = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}

function embedding(embed) {
  const doc = new Y.Doc();
  doc.getText("text").insertEmbed(0, embed);
  return Y.encodeStateAsUpdate(doc);
}

/** Client 1 puts the number 5 into the root list "a": content of kind 2, one value, as JSON. */
const oldValue = Uint8Array.of(1, 1, 1, 0, 2, 1, 1, 97, 1, 1, 53, 0);

const updates = {
  "an embed 127 deep": embedding(nested(127)),
  "an embed 128 deep": embedding(nested(128)),
  "an embed with half a character": embedding({ text: "\ud800" }),
  "a value as JSON": oldValue,
};
const seen = {};
for (const [name, update] of Object.entries(updates)) {
  Y.applyUpdate(new Y.Doc(), update);
  try {
    yrs.applyUpdate(new yrs.YDoc({}), update);
    seen[name] = "read";
  } catch (error) {
    seen[name] = `throws: ${error?.message ?? error}`;
  }
}
console.log("ywasm 0.18.3, of what yjs 13.6.33 reads (guessed: all is read):");
console.log(seen);
const outcomes = Object.values(seen).map((outcome) => outcome.slice(0, 4));
process.exit(outcomes.join() === "read,thro,thro,thro" ? 0 : 1);
EOF
node try.mjs
