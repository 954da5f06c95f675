/**
 * Writes `client/src/ui/icon-drawings.ts`: of each icon in use what is drawn within Lucide's frame;
 * and Lucide's licence beside it. `--check` writes nothing and fails where the files are not what the
 * installed Lucide gives.
 *
 * They are checked in, since a published package cannot count on a bundler that reads SVG files.
 */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { bin, root } from "./steps.mjs";

/** The icons in use under the names they have in the code, and what Lucide calls them. */
const icons = {
  aLargeSmall: "a-large-small",
  appWindow: "app-window",
  arrowDown: "arrow-down",
  arrowDownToLine: "arrow-down-to-line",
  arrowUp: "arrow-up",
  arrowUpToLine: "arrow-up-to-line",
  atSign: "at-sign",
  bold: "bold",
  caseSensitive: "case-sensitive",
  check: "check",
  chevronDown: "chevron-down",
  chevronRight: "chevron-right",
  cloudAlert: "cloud-alert",
  cloudCheck: "cloud-check",
  cloudOff: "cloud-off",
  cloudUpload: "cloud-upload",
  code: "code",
  columns3: "columns-3",
  copy: "copy",
  copyPlus: "copy-plus",
  dices: "dices",
  download: "download",
  ellipsis: "ellipsis",
  ellipsisVertical: "ellipsis-vertical",
  externalLink: "external-link",
  eye: "eye",
  fileText: "file-text",
  globe: "globe",
  gripVertical: "grip-vertical",
  hash: "hash",
  heading1: "heading-1",
  heading2: "heading-2",
  heading3: "heading-3",
  heading4: "heading-4",
  heading5: "heading-5",
  heading6: "heading-6",
  highlighter: "highlighter",
  history: "history",
  image: "image",
  indentDecrease: "list-indent-decrease",
  indentIncrease: "list-indent-increase",
  info: "info",
  italic: "italic",
  keyboard: "keyboard",
  lightbulb: "lightbulb",
  link: "link",
  list: "list",
  listCollapse: "list-collapse",
  listOrdered: "list-ordered",
  listPlus: "list-plus",
  listRestart: "list-restart",
  listTodo: "list-todo",
  loaderCircle: "loader-circle",
  messageSquare: "message-square",
  messageSquareWarning: "message-square-warning",
  minus: "minus",
  monitor: "monitor",
  monitorCheck: "monitor-check",
  moon: "moon",
  octagonAlert: "octagon-alert",
  octagonX: "octagon-x",
  palette: "palette",
  panelLeft: "panel-left",
  paperclip: "paperclip",
  pencil: "pencil",
  pilcrow: "pilcrow",
  pilcrowLeft: "pilcrow-left",
  pilcrowRight: "pilcrow-right",
  plus: "plus",
  printer: "printer",
  redo: "redo-2",
  regex: "regex",
  removeFormatting: "remove-formatting",
  replace: "replace",
  rows3: "rows-3",
  search: "search",
  separator: "separator-horizontal",
  sigma: "sigma",
  smile: "smile",
  squareCode: "square-code",
  strikethrough: "strikethrough",
  subscript: "subscript",
  sun: "sun",
  superscript: "superscript",
  table: "table",
  tableOfContents: "table-of-contents",
  textAlignCenter: "text-align-center",
  textAlignEnd: "text-align-end",
  textAlignJustify: "text-align-justify",
  textAlignStart: "text-align-start",
  textQuote: "text-quote",
  trash: "trash-2",
  triangleAlert: "triangle-alert",
  type: "type",
  underline: "underline",
  undo: "undo-2",
  unlink: "unlink",
  upload: "upload",
  wholeWord: "whole-word",
  x: "x",
};

const require = createRequire(join(root, "client/package.json"));
const folder = join(root, "client/src/ui");
const files = {
  "icon-drawings.ts": drawingsFile(),
  "icon-license.txt": readFileSync(require.resolve("lucide-static/LICENSE"), "utf8"),
};
for (const [name, text] of Object.entries(files)) {
  const path = join(folder, name);
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    console.error(`${name} is not what .scripts/icon-drawings.mjs writes; run it.`);
    process.exitCode = 1;
  }
}

function drawingsFile() {
  const lines = Object.entries(icons).map(([name, file]) => `${name}: '${drawing(file)}',`);
  return formatted(`/**
 * What is drawn within the frame of each icon, from Lucide, whose licence is in \`icon-license.txt\`.
 * Written by \`.scripts/icon-drawings.mjs\`, which names the icons; not to be changed by hand.
 */

/** SVG elements by the icon's name. */
export const drawings = {
${lines.join("\n")}
};
`);
}

function formatted(source) {
  const options = { cwd: root, input: source, encoding: "utf8" };
  const args = [bin("oxfmt"), "--stdin-filepath", "icon-drawings.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The frame is the same in all icons, and most of each file. */
function drawing(file) {
  const svg = readFileSync(require.resolve(`lucide-static/icons/${file}.svg`), "utf8");
  const found = /<svg[^>]*>(.*)<\/svg>/s.exec(svg)?.[1];
  if (found === undefined) throw new Error(`${file} is no icon`);
  return found.replaceAll(/\s+/g, " ").replaceAll("> <", "><").replaceAll(" />", "/>").trim();
}
