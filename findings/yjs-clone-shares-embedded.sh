#!/usr/bin/env bash
# clone() of a text of Yjs 13 that has a type embedded (an image, a mention) does not clone that type but
# takes the original's into the copy, and when the copy is inserted the text behind it is missing. Yjs
# writes a TypeError to the console and throws nothing. Elements clone what is in them, so a clone of an
# element with such a text in it is cut off in the same way. Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent yjs@13.6.33

cat >try.mjs <<'EOF'
import { isDeepStrictEqual } from "node:util";
import * as Y from "yjs";

const fragment = new Y.Doc().getXmlFragment("content");
const paragraph = new Y.XmlElement("p");
const text = new Y.XmlText();
paragraph.insert(0, [text]);
fragment.insert(0, [paragraph]);
text.insert(0, "before after");
text.insertEmbed(7, new Y.XmlElement("image"));

const written = [];
console.error = (error) => written.push(String(error).split("\n")[0]);
let outcome = "inserted";
try {
  fragment.insert(1, [paragraph.clone()]);
} catch {
  outcome = "threw";
}
const [original, copy] = fragment.toArray();
const sharesImage = original.get(0).toDelta()[1].insert === copy.get(0).toDelta()[1].insert;

const seen = { outcome, copy: copy.toString(), sharesImage, written: written.length > 0 };
const whole = "<p>before <image></image>after</p>";
const guessed = { outcome: "inserted", copy: whole, sharesImage: false, written: false };
const surprise = {
  outcome: "inserted",
  copy: "<p>before <image></image></p>",
  sharesImage: true,
  written: true,
};
console.log("yjs 13.6.33, XmlElement.clone with an element embedded in its text");
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
