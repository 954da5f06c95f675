#!/usr/bin/env bash
# ywasm (yrs in WebAssembly) reads a client ID of more than 32 bits, as Yjs 14 makes them all, as
# another one of 32 bits. Two clients whose IDs become the same are taken for one: what the second
# wrote is left out, without an error.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent yjs@13.6.33 ywasm@0.18.3

cat >try.mjs <<'EOF'
import { isDeepStrictEqual } from "node:util";
import ywasm from "ywasm";
import * as Y from "yjs";

const written = (clientID, word) => {
  const doc = Object.assign(new Y.Doc(), { clientID });
  doc.getText("text").insert(0, word);
  return Y.encodeStateAsUpdate(doc);
};
const idsIn = (doc) => [...Y.decodeStateVector(ywasm.encodeStateVector(doc)).keys()];

const adaId = 2427715376018705; // any from 2^32 to 2^53
const one = new ywasm.YDoc({});
ywasm.applyUpdate(one, written(adaId, "Ada"), undefined);
const [readAs] = idsIn(one);

const updates = [written(adaId, "Ada"), written(readAs, "Ben")];
const both = new ywasm.YDoc({});
for (const update of updates) ywasm.applyUpdate(both, update, undefined);
const yjs = new Y.Doc();
for (const update of updates) Y.applyUpdate(yjs, update);

const seen = { keepsId: readAs === adaId, letters: both.getText("text").toString(undefined).length };
const guessed = { keepsId: true, letters: yjs.getText("text").length };
const surprise = { keepsId: false, letters: 3 };
console.log(`ywasm 0.18.3 reads client ID ${adaId} as ${readAs}`);
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
