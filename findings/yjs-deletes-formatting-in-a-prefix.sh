#!/usr/bin/env bash
# A Yjs document that is applied in two updates, each complete and in causal order, loses formatting that it
# keeps when it is applied in one; and the reader sends the loss to everybody.
#
# Seen with yjs 13.6.33: a bold title is replaced by another one, typed inside it. After the structs up to the
# last two, with the deletions in them, the text has a bold mark and its end and nothing between. Yjs takes them
# for leftovers and deletes them, in a transaction of its own, whose origin is not that of the update: a
# provider sends it on. The new title comes, and is not bold.
# One would have guessed that updates in causal order, with nothing pending, lead to the same document.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent yjs@13.6.33

cat >try.mjs <<'JS'
import * as Y from "yjs";

const author = new Y.Doc();
author.clientID = 1;
const text = author.getText("text");
text.insert(0, "old title and more");
text.format(0, 9, { bold: true });
const first = Y.encodeStateVector(author);
const before = Y.encodeStateAsUpdate(author);
text.insert(9, "NEW", { bold: true });
const rest = Y.encodeStateAsUpdate(author, first);
text.delete(0, 9);
const deleted = Y.encodeStateAsUpdate(author, Y.encodeStateVector(author));
const whole = Y.encodeStateAsUpdate(author);

function read(updates) {
  const doc = new Y.Doc();
  doc.getText("text");
  let own = 0;
  doc.on("update", (_update, origin) => {
    if (origin !== "provider") own++;
  });
  for (const update of updates) Y.applyUpdate(doc, update, "provider");
  return { delta: JSON.stringify(doc.getText("text").toDelta()), own, pending: doc.store.pendingStructs !== null };
}
const inOne = read([whole]);
// What came first with the deletion in it, then what came later.
const inTwo = read([Y.mergeUpdates([before, deleted]), rest]);
console.log(`yjs 13.6.33, node ${process.version}`);
console.log("in one update: ", inOne);
console.log("in two updates:", inTwo);
const isSeen =
  inOne.own === 0 && inOne.delta.includes("bold") &&
  inTwo.own === 1 && !inTwo.delta.includes("bold") && !inTwo.pending;
if (!isSeen) {
  console.log("this has changed");
  process.exit(1);
}
JS
node try.mjs
