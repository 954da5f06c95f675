/**
 * The specification of a schema for ProseMirror: what features bring, and what documents have
 * whatever they bring. Data only; document-schema.ts makes a schema of it.
 *
 * A document is a flat list of blocks, and so is each cell of a table. Whatever can be an attribute
 * of a text block is one, and a line break is the letter `\n`: a flow merges both (README.md). For
 * the same reason every mark is allowed in every kind, code included.
 */

import type { MarkSpec, NodeSpec, SchemaSpec } from "prosemirror-model";
import type { Content } from "./content.ts";
import type { ObjectFormat } from "./feature.ts";
import { placeholderText } from "./placeholder.ts";
import { drawPlaceholder } from "./placeholder-dom.ts";
import { tableNodes } from "./table/table-nodes.ts";
import { textblockDrawing, textblockParseRules } from "./textblock-dom.ts";
import { textblockAttributes } from "./textblock.ts";

/** Blocks are named by an id; null until the document has given one. */
const id = { default: null };

const placeholderAttrs = {
  name: { default: "" },
  attributes: { default: {} },
  content: { default: [] },
};

/** The nodes and marks of documents with this content. */
export function specOf(content: Content): SchemaSpec {
  return { nodes: nodesOf(content), marks: marksOf(content) };
}

function nodesOf(content: Content): Record<string, NodeSpec> {
  const objects = [...content.objects.values()].map((format) => [format.name, block(format)]);
  const inlines = [...content.inlines.values()].map((format) => [format.name, inline(format)]);
  return {
    doc: { content: "block*" },
    textblock: {
      group: "block",
      content: "inline*",
      // Code is a kind of text block, so a line feed in a text is a line break in all of them.
      whitespace: "pre",
      // `null` is "as default", and is not stored: see textblock.ts.
      attrs: Object.fromEntries(
        ["id", ...Object.keys(textblockAttributes)].map((name) => [name, { default: null }]),
      ),
      toDOM: textblockDrawing(content),
      parseDOM: textblockParseRules(content),
    },
    ...(Object.fromEntries(objects) as Record<string, NodeSpec>),
    ...tableNodes,
    unknown_block: {
      group: "block",
      atom: true,
      attrs: { id, ...placeholderAttrs },
      leafText: placeholderText,
      toDOM: (node) => drawPlaceholder("div", node),
    },
    text: { group: "inline" },
    ...(Object.fromEntries(inlines) as Record<string, NodeSpec>),
    unknown_inline: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: placeholderAttrs,
      leafText: placeholderText,
      toDOM: (node) => drawPlaceholder("span", node),
    },
  };
}

function block({ spec }: ObjectFormat): NodeSpec {
  return { ...spec, group: "block", atom: true, attrs: { id, ...spec.attrs } };
}

function inline({ spec, text }: ObjectFormat): NodeSpec {
  const leafText: NodeSpec["leafText"] = ({ attrs }) => text(attrs);
  return { leafText, ...spec, group: "inline", inline: true, atom: true };
}

function marksOf(content: Content): Record<string, MarkSpec> {
  return {
    ...Object.fromEntries([...content.marks.values()].map(({ name, spec }) => [name, spec])),
    // A format that this version does not know.
    unknown_mark: {
      attrs: { key: { default: "" }, value: { default: {} } },
      excludes: "",
      toDOM: (mark) => ["span", { "data-unknown-mark": String(mark.attrs["key"]) }, 0],
    },
  };
}
