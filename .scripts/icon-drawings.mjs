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
  arrowDown: "arrow-down",
  arrowUp: "arrow-up",
  bold: "bold",
  check: "check",
  chevronDown: "chevron-down",
  cloudAlert: "cloud-alert",
  cloudCheck: "cloud-check",
  cloudOff: "cloud-off",
  cloudUpload: "cloud-upload",
  code: "code",
  copy: "copy",
  copyPlus: "copy-plus",
  dices: "dices",
  download: "download",
  ellipsis: "ellipsis",
  externalLink: "external-link",
  fileText: "file-text",
  heading1: "heading-1",
  heading2: "heading-2",
  heading3: "heading-3",
  indentDecrease: "list-indent-decrease",
  indentIncrease: "list-indent-increase",
  italic: "italic",
  keyboard: "keyboard",
  link: "link",
  list: "list",
  listOrdered: "list-ordered",
  listTodo: "list-todo",
  loaderCircle: "loader-circle",
  monitor: "monitor",
  monitorCheck: "monitor-check",
  moon: "moon",
  octagonX: "octagon-x",
  pencil: "pencil",
  pilcrow: "pilcrow",
  plus: "plus",
  redo: "redo-2",
  removeFormatting: "remove-formatting",
  separator: "separator-horizontal",
  squareCode: "square-code",
  strikethrough: "strikethrough",
  sun: "sun",
  textQuote: "text-quote",
  trash: "trash-2",
  underline: "underline",
  undo: "undo-2",
  unlink: "unlink",
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
