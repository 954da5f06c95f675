#!/usr/bin/env bash
# y-protocols 1.0.7: Awareness.destroy() leaves the awareness's own "destroy" listener in the Y.Doc.
#
# One would guess that a destroyed awareness is gone: its timer ends and its own listeners are dropped.
# Seen: each awareness that was made and destroyed stays reachable from its document, one listener
# each, so that a program which joins and leaves one document again and again keeps them all.
# Exits with 1 when that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent yjs@13.6.33 y-protocols@1.0.7
cat >try.mjs <<'JS'
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

const doc = new Y.Doc();
for (let time = 0; time < 50; time++) new Awareness(doc).destroy();
const left = doc._observers.get("destroy")?.size ?? 0;
console.log(`y-protocols 1.0.7: 50 awarenesses made and destroyed, ${left} listeners left in the document`);
console.log("expected: 0");
process.exit(left === 50 ? 0 : 1);
JS
node try.mjs
