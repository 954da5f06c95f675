#!/usr/bin/env bash
# One transaction that puts a letter into each of n paragraphs, as "replace all" does, has prosemirror-view
# read sizes of nodes some n² / 2 times: for each paragraph that goes on in its element it asks where that
# begins, and to know it adds up all paragraphs before it. One would guess that twice as many paragraphs
# cost twice as much, as they do when the document is drawn for the first time. They cost four times as much.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent jsdom@27.0.1 \
  prosemirror-model@1.25.13 prosemirror-state@1.4.4 prosemirror-view@1.42.9 prosemirror-schema-basic@1.2.4

cat >try.mjs <<'END'
import { JSDOM } from "jsdom";
import { Node } from "prosemirror-model";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
for (const name of ["window", "document", "navigator", "MutationObserver", "Node", "HTMLElement"]) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
}
const { EditorView } = await import("prosemirror-view");

let reads = 0;
const { get } = Object.getOwnPropertyDescriptor(Node.prototype, "nodeSize");
Object.defineProperty(Node.prototype, "nodeSize", {
  get() {
    reads += 1;
    return get.call(this);
  },
});

/** How often sizes are read during `work`. */
function readsOf(work) {
  reads = 0;
  work();
  return reads;
}

/** The same when so many paragraphs are drawn, and when each gets a letter. */
function costsOf(count) {
  const paragraph = () => schema.node("paragraph", null, [schema.text("word")]);
  const doc = schema.node("doc", null, Array.from({ length: count }, paragraph));
  const state = EditorState.create({ doc });
  let view;
  const drawing = readsOf(() => {
    view = new EditorView(document.body, { state });
  });
  const { tr } = view.state;
  for (let number = count - 1; number >= 0; number--) tr.insertText("x", number * 6 + 1);
  const next = view.state.apply(tr);
  const changing = readsOf(() => view.updateState(next));
  if (view.dom.textContent !== "xword".repeat(count)) throw new Error("the letters are not drawn");
  view.destroy();
  return { drawing, changing };
}

const some = costsOf(1000);
const twice = costsOf(2000);
console.log("sizes read for 1,000 and 2,000 paragraphs");
console.log(`  to draw them:            ${some.drawing}, ${twice.drawing}`);
console.log(`  to show a letter in each: ${some.changing}, ${twice.changing}`);
const isLinear = twice.drawing / some.drawing < 2.5;
const isSquare = twice.changing / some.changing > 3.5 && some.changing > 400_000;
process.exit(isLinear && isSquare ? 0 : 1);
END
node try.mjs
