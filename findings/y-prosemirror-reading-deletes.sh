#!/usr/bin/env bash
# yXmlFragmentToProseMirrorRootNode of y-prosemirror turns a shared document into a ProseMirror node. One
# would guess that it only reads. It deletes from the shared document what the schema does not know: an
# element with its text, and for one unknown mark the whole text that it is somewhere in. Whoever opens a
# document with an older schema, or renders it on a server, deletes for everybody.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent yjs@13.6.33 y-prosemirror@1.3.7 prosemirror-model@1.25.13 prosemirror-schema-basic@1.2.4 prosemirror-state@1.4.4 prosemirror-view@1.42.9 y-protocols@1.0.7

cat >try.mjs <<'END'
import { isDeepStrictEqual } from "node:util";
import { Schema } from "prosemirror-model";
import { schema as older } from "prosemirror-schema-basic";
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";

// The same schema with one node and one mark more.
const newer = new Schema({
  nodes: older.spec.nodes.addToEnd("callout", { group: "block", content: "inline*" }),
  marks: older.spec.marks.addToEnd("colour", {}),
});
const { doc, paragraph, callout } = newer.nodes;
const coloured = newer.text("coloured", [newer.marks.colour.create()]);
const content = [
  paragraph.create(null, newer.text("first")),
  callout.create(null, newer.text("called out")),
  paragraph.create(null, [newer.text("plain and "), coloured]),
];
const shared = new Y.Doc();
const fragment = shared.getXmlFragment("page");
prosemirrorToYXmlFragment(doc.create(null, content), fragment);

const before = fragment.toString();
const updates = [];
shared.on("update", (update) => updates.push(update));
yXmlFragmentToProseMirrorRootNode(fragment, older);

const seen = { shared: fragment.toString(), updates: updates.length };
const guessed = { shared: before, updates: 0 };
console.log("y-prosemirror 1.3.7, yXmlFragmentToProseMirrorRootNode with a schema that lacks a node and a mark");
console.log("afterwards, seen:   ", seen);
console.log("afterwards, guessed:", guessed);
const surprise = { shared: "<paragraph>first</paragraph><paragraph></paragraph>", updates: 2 };
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
END
node try.mjs
