#!/usr/bin/env bash
# @jupyter/ydoc joins the lines of a stream output with commas. In nbformat the text of a stream is a
# string or a list of strings that belong one behind the other, as for the source of a cell, which comes
# out right.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent @jupyter/ydoc@4.2.0

cat >try.mjs <<'EOF'
import { isDeepStrictEqual } from "node:util";
import { YNotebook } from "@jupyter/ydoc";

const notebook = new YNotebook();
notebook.addCell({
  cell_type: "code",
  source: ["print('one')\n", "print('two')"],
  outputs: [{ output_type: "stream", name: "stdout", text: ["one\n", "two\n"] }],
});
const [cell] = notebook.toJSON().cells;

const seen = [cell.source, cell.outputs[0].text];
const guessed = ["print('one')\nprint('two')", "one\ntwo\n"];
const surprise = ["print('one')\nprint('two')", "one\n,two\n"];
console.log("@jupyter/ydoc 4.2.0, a cell's source and its stream output");
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
