#!/usr/bin/env bash
# In ProseMirror an inline node such as a picture or a mention can have marks: it is part of a link, or of
# a comment. y-prosemirror stores marks of text only, so that the picture is no part of the link any more for
# anybody who opens the document. One would guess that a node comes back as it was written.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent yjs@13.6.33 y-prosemirror@1.3.7 prosemirror-model@1.25.13 prosemirror-schema-basic@1.2.4 prosemirror-state@1.4.4 prosemirror-view@1.42.9 y-protocols@1.0.7

cat >try.mjs <<'END'
import { schema } from "prosemirror-schema-basic";
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";

const { doc, paragraph, image } = schema.nodes;
const link = schema.marks.link.create({ href: "https://example.org/" });
const linked = [schema.text("see ", [link]), image.create({ src: "a.png" }, null, [link])];
const written = doc.create(null, paragraph.create(null, linked));
written.check();

const fragment = new Y.Doc().getXmlFragment("page");
prosemirrorToYXmlFragment(written, fragment);
const read = yXmlFragmentToProseMirrorRootNode(fragment, schema);

const marksOf = (node) => node.firstChild.children.map((child) => child.marks.length);
const [seen, guessed] = [marksOf(read), marksOf(written)];
console.log("y-prosemirror 1.3.7, marks of a text and of a picture in one link");
console.log("seen:   ", seen);
console.log("guessed:", guessed);
process.exit(String(seen) === "1,0" && String(guessed) === "1,1" ? 0 : 1);
END
node try.mjs
