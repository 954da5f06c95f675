/**
 * The specification of a document: which blocks, inline content and marks there are, and how each
 * is drawn in the editor. Data only; document-schema.ts makes the schema of it.
 *
 * A document is a flat list of blocks, and so is each cell of a table. Whatever can be an attribute
 * of a text block is one, and a line break is the letter `\n`: a flow merges both (README.md). For
 * the same reason every mark is allowed in every kind, code included.
 */

import type {
  Attrs,
  DOMOutputSpec,
  Mark,
  MarkSpec,
  Node,
  NodeSpec,
  SchemaSpec,
} from "prosemirror-model";
import { markParseRules, textblockParseRules } from "./parse-rules.ts";
import { placeholderText } from "./placeholder.ts";
import { safeHref } from "./safe-href.ts";
import { tableNodes } from "./table/table-nodes.ts";
import { textblockAttrs } from "./textblock.ts";

/** Blocks are named by an id; null until the document has given one. */
const id = { default: null };

const placeholderAttrs = {
  name: { default: "" },
  attributes: { default: {} },
  content: { default: [] },
};

const nodes: Record<string, NodeSpec> = {
  doc: { content: "block*" },
  textblock: {
    group: "block",
    content: "inline*",
    // Code is a kind of text block, so a line feed in a text is a line break in all of them.
    whitespace: "pre",
    // `null` is "as default", and is not stored: see textblock.ts.
    attrs: {
      id,
      kind: { default: null },
      level: { default: null },
      indent: { default: null },
      checked: { default: null },
      language: { default: null },
    },
    toDOM: textblockToDom,
    parseDOM: textblockParseRules,
  },
  divider: {
    group: "block",
    attrs: { id },
    toDOM: () => ["hr"],
    parseDOM: [{ tag: "hr" }],
  },
  ...tableNodes,
  unknown_block: {
    group: "block",
    atom: true,
    attrs: { id, ...placeholderAttrs },
    leafText: placeholderText,
    toDOM: (node) => placeholderToDom("div", node),
  },
  text: { group: "inline" },
  unknown_inline: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: placeholderAttrs,
    leafText: placeholderText,
    toDOM: (node) => placeholderToDom("span", node),
  },
};

const marks: Record<string, MarkSpec> = {
  link: {
    attrs: { href: { default: "" } },
    inclusive: false,
    toDOM: linkToDom,
    parseDOM: markParseRules.link,
  },
  bold: { toDOM: () => ["strong", 0], parseDOM: markParseRules.bold },
  italic: { toDOM: () => ["em", 0], parseDOM: markParseRules.italic },
  underline: { toDOM: () => ["u", 0], parseDOM: markParseRules.underline },
  strike: { toDOM: () => ["s", 0], parseDOM: markParseRules.strike },
  code: { code: true, toDOM: () => ["code", 0], parseDOM: markParseRules.code },
  // Drawn by whoever shows comments; several can be on one text.
  comment: {
    attrs: { id: { default: "" }, value: { default: {} } },
    inclusive: false,
    excludes: "",
    toDOM: (mark) => ["span", { "data-comment": String(mark.attrs["id"]) }, 0],
  },
  // A format that this version does not know.
  unknown_mark: {
    attrs: { key: { default: "" }, value: { default: {} } },
    excludes: "",
    toDOM: (mark) => ["span", { "data-unknown-mark": String(mark.attrs["key"]) }, 0],
  },
};

/** The nodes and marks of a document. */
export const documentSpec: SchemaSpec = { nodes, marks };

function textblockToDom(node: Node): DOMOutputSpec {
  const { kind, level, indent, checked } = textblockAttrs(node);
  // Nearly all blocks of a long document are plain paragraphs, and an attribute is memory for each.
  if (kind === "paragraph" && indent === 0) return ["p", 0];
  const attributes = { "data-kind": kind, "data-indent": String(indent), dir: "auto" };
  switch (kind) {
    case "paragraph":
      return ["p", attributes, 0];
    case "heading":
      return [`h${level}`, { ...attributes, "data-level": String(level) }, 0];
    case "bullet":
    case "numbered":
      return listLine(attributes, indent);
    case "task":
      return listLine({ ...attributes, "data-checked": String(checked) }, indent);
    case "quote":
      return ["blockquote", attributes, 0];
    case "code":
      return ["pre", { ...attributes, spellcheck: "false" }, ["code", 0]];
  }
}

/**
 * Lines are siblings of all other blocks, so each is a list to itself and says how deep its item
 * lies: browsers do not take an item outside of a list for one.
 */
function listLine(attributes: Attrs, indent: number): DOMOutputSpec {
  const item = { role: "listitem", "aria-level": String(indent + 1) };
  return ["div", { ...attributes, role: "list" }, ["div", item, 0]];
}

function linkToDom(mark: Mark): DOMOutputSpec {
  const href = safeHref(mark.attrs["href"]);
  return ["a", { ...(href !== undefined && { href }), rel: "noopener noreferrer nofollow" }, 0];
}

function placeholderToDom(tag: "div" | "span", node: Node): DOMOutputSpec {
  return [tag, { "data-placeholder": String(node.attrs["name"]) }, placeholderText(node)];
}
