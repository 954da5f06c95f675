#!/usr/bin/env bash
# A ProseMirror schema may have a document that is one line of text, as editors of titles do. y-prosemirror
# stores such a document, and cannot open what it has stored: its functions for reading throw, and the one
# that gives JSON gives a list in a list, which ProseMirror refuses. One would guess that what it writes it
# also reads.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent yjs@13.6.33 y-prosemirror@1.3.7 prosemirror-model@1.25.13 prosemirror-state@1.4.4 prosemirror-view@1.42.9 y-protocols@1.0.7

cat >try.mjs <<'END'
import { isDeepStrictEqual } from "node:util";
import { Schema } from "prosemirror-model";
import {
  initProseMirrorDoc,
  prosemirrorToYXmlFragment,
  yXmlFragmentToProsemirrorJSON,
  yXmlFragmentToProseMirrorRootNode,
} from "y-prosemirror";
import * as Y from "yjs";

const schema = new Schema({ nodes: { doc: { content: "text*" }, text: {} } });
const title = schema.node("doc", null, [schema.text("A title")]);
title.check();
const fragment = new Y.Doc().getXmlFragment("title");
prosemirrorToYXmlFragment(title, fragment);

const attempt = (read) => {
  try {
    return read();
  } catch {
    return "throws";
  }
};
const seen = {
  stored: fragment.toString(),
  root: attempt(() => yXmlFragmentToProseMirrorRootNode(fragment, schema).toJSON()),
  opened: attempt(() => initProseMirrorDoc(fragment, schema).doc.toJSON()),
  json: attempt(() => yXmlFragmentToProsemirrorJSON(fragment)),
};
const whole = title.toJSON();
const guessed = { stored: "A title", root: whole, opened: whole, json: whole };
const surprise = {
  stored: "A title",
  root: "throws",
  opened: "throws",
  json: { type: "doc", content: [[{ type: "text", text: "A title" }]] },
};
console.log("y-prosemirror 1.3.7 with a document that is one line of text");
console.log("seen:   ", JSON.stringify(seen));
console.log("guessed:", JSON.stringify(guessed));
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
END
node try.mjs
