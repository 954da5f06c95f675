#!/usr/bin/env bash
# With @slate-yjs/core, pressing Enter writes the second half of the paragraph anew. What somebody else
# types there at the same moment stays in the first paragraph, away from the words that it was typed
# between.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent @slate-yjs/core@1.0.2 slate@0.146.0 yjs@13.6.33 y-protocols@1.0.7

cat >try.mjs <<'EOF'
import { isDeepStrictEqual } from "node:util";
import { slateNodesToInsertDelta, withYjs, YjsEditor } from "@slate-yjs/core";
import { createEditor, Node, Transforms } from "slate";
import * as Y from "yjs";

const [ada, ben] = [new Y.Doc(), new Y.Doc()];
const exchange = () => {
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada));
  Y.applyUpdate(ada, Y.encodeStateAsUpdate(ben));
};
const rootOf = (doc) => doc.get("content", Y.XmlText);
const paragraph = { type: "paragraph", children: [{ text: "Hello world" }] };
rootOf(ada).applyDelta(slateNodesToInsertDelta([paragraph]));
exchange();
const [adas, bens] = [ada, ben].map((doc) => {
  const editor = withYjs(createEditor(), rootOf(doc));
  YjsEditor.connect(editor);
  return editor;
});

// At the same time: Enter behind "Hello", and a word behind "world".
Transforms.splitNodes(adas, { at: { path: [0, 0], offset: 5 } });
YjsEditor.flushLocalChanges(adas);
Transforms.insertText(bens, " wide", { at: { path: [0, 0], offset: 11 } });
YjsEditor.flushLocalChanges(bens);
exchange();

const seen = bens.children.map((child) => Node.string(child));
const guessed = ["Hello", " world wide"];
const surprise = ["Hello wide", " world"];
console.log("@slate-yjs/core 1.0.2 with slate 0.146.0");
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
