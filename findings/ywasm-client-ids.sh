#!/usr/bin/env bash
# ywasm (yrs in WebAssembly) reads a client ID of more than 32 bits, as Yjs 14 makes them all, as
# another one of 32 bits. So it finds that its peer lacks what it has just read from it, sends it back
# under the other ID, and the document has it twice.
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

const adaId = 2427715376018705; // any from 2^32 to 2^53
const ada = Object.assign(new Y.Doc(), { clientID: adaId });
ada.getText("text").insert(0, "Ada");

// The two steps of a synchronisation, in each direction.
const reader = new ywasm.YDoc({});
const missing = Y.encodeStateAsUpdate(ada, ywasm.encodeStateVector(reader));
ywasm.applyUpdate(reader, missing, undefined);
const [readAs] = Y.decodeStateVector(ywasm.encodeStateVector(reader)).keys();
Y.applyUpdate(ada, ywasm.encodeStateAsUpdate(reader, Y.encodeStateVector(ada)));

const seen = { keepsId: readAs === adaId, text: ada.getText("text").toString() };
const guessed = { keepsId: true, text: "Ada" };
const surprise = { keepsId: false, text: "AdaAda" };
console.log(`ywasm 0.18.3 reads client ID ${adaId} as ${readAs}`);
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
