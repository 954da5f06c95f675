#!/usr/bin/env bash
# Yjs 14 writes text straight into an element, where Yjs 13 has a Y.XmlText. Yjs 13 reads such a document
# without an error, and toString is right, but walking it throws, children are single letters, and
# y-prosemirror cannot show it.
# Ends with 0 while that is so. (@y/y asks for Node 22, and runs on 20.)
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent yjs@13.6.33 @y/y@14.0.0-rc.7 y-prosemirror@1.3.7 prosemirror-model@1.25.13 prosemirror-state@1.4.4 prosemirror-view@1.42.9 y-protocols@1.0.7

cat >try.mjs <<'EOF'
import { isDeepStrictEqual } from "node:util";
import * as Y14 from "@y/y";
import { yXmlFragmentToProsemirrorJSON } from "y-prosemirror";
import * as Y from "yjs";

const newer = new Y14.Doc();
const paragraph = new Y14.Type("p");
paragraph.insert(0, "abc");
newer.get("page").push([paragraph]);

const older = new Y.Doc();
Y.applyUpdate(older, Y14.encodeStateAsUpdate(newer));
const page = older.getXmlFragment("page");
const attempt = (read) => {
  try {
    return read();
  } catch {
    return "throws";
  }
};

const seen = {
  toString: attempt(() => page.toString()),
  children: attempt(() => page.get(0).toArray()),
  walked: attempt(() => [...page.createTreeWalker(() => true)].length),
  queried: attempt(() => page.querySelectorAll("p").length),
  prosemirror: attempt(() => yXmlFragmentToProsemirrorJSON(page)),
};
const text = { type: "text", text: "abc" };
const guessed = {
  toString: "<p>abc</p>",
  children: ["abc"],
  walked: 2,
  queried: 1,
  prosemirror: { type: "doc", content: [{ type: "p", content: [text] }] },
};
const surprise = {
  toString: "<p>abc</p>",
  children: ["a", "b", "c"],
  walked: "throws",
  queried: "throws",
  prosemirror: "throws",
};
console.log("yjs 13.6.33 reading what @y/y 14.0.0-rc.7 wrote");
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
