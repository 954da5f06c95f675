/**
 * ProseMirror JSON as blocks, whoever wrote it: this schema or another, a newer version or an
 * enemy. Nothing throws, and no text is lost.
 *
 * A node of another schema with text in it is a text block, of a kind by the node's name; any other
 * is an object that keeps its blocks in a flow. Line breaks that are nodes become line feeds.
 */

import type { BlockData, InnerData } from "../flow/data.ts";
import { maxLevels } from "../flow/flow.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { noValues, valuesOf, withValue, type Values } from "../flow/values.ts";
import { formatOfMark } from "./mark-key.ts";
import { foreignNode, textInside, type ForeignNode } from "./node-json.ts";
import { blockOfOriginal, lineOf, objectRun, runOfOriginal } from "./original.ts";
import { tableFromJson } from "./table/table-json.ts";
import { isTextblockKind, storedAttrs } from "./textblock.ts";

/** Nodes that stand for a line break, here before version 2 and elsewhere. */
const lineBreakNames: readonly string[] = ["hard_break", "hardBreak"];

/** The blocks of a document, or of any node whose children are blocks. */
export function blocksFromJson(json: unknown): BlockData[] {
  const node = foreignNode(json);
  return isInline(node) ? blocksIn([json], maxLevels) : blocksIn(node.content, maxLevels);
}

/** The block that a node is. A node within text is a text block that holds it. */
export function blockFromJson(json: unknown): BlockData {
  return blocksIn([json], maxLevels)[0]!;
}

/** The text that a node within a text block is. */
export function runsFromJson(json: unknown): Run[] {
  return runsOf(foreignNode(json), maxLevels);
}

/** Whether JSON is a node that stands within a text block. */
export function isInlineJson(json: unknown): boolean {
  return isInline(foreignNode(json));
}

function isInline({ type, text }: ForeignNode): boolean {
  return ["text", "unknown_inline", ...lineBreakNames].includes(type) || text !== "";
}

/**
 * Blocks with `levels` of elements left, beyond which a flow would not be read: what is deeper is
 * its text. Texts side by side are one block.
 */
function blocksIn(content: readonly unknown[], levels: number): BlockData[] {
  const blocks: BlockData[] = [];
  let runs: Run[] | undefined;
  for (const json of content) {
    const node = foreignNode(json);
    if (!isInline(node)) {
      blocks.push(blockOf(node, levels));
      runs = undefined;
      continue;
    }
    if (runs === undefined) blocks.push(textBlock(noValues, (runs = [])));
    for (const run of runsOf(node, levels)) runs.push(run);
  }
  return blocks;
}

function blockOf(node: ForeignNode, levels: number): BlockData {
  const { type, attrs, original, content } = node;
  switch (type) {
    case "textblock":
      return textBlock(attrs, textIn(content, levels));
    case "divider":
      if (content.length > 0) break;
      return object("divider", attrs, []);
    case "table": {
      if (levels < levelsOfTable) return lineOf(textInside(content));
      return named(tableFromJson(node, (inside) => blocksIn(inside, levels - levelsOfTable)));
    }
    case "unknown_block": {
      if (content.length > 0) break;
      const block = blockOfOriginal(original);
      return named({ ...block, attributes: withValue(block.attributes, "id", attrs["id"]) });
    }
  }
  return foreignBlock(node, levels);
}

/** A table, and the cells in it. */
const levelsOfTable = 2;

function foreignBlock({ type, attrs, content }: ForeignNode, levels: number): BlockData {
  const isText = content.some(isInlineJson) || (isTextblockKind(type) && content.length === 0);
  if (isText) {
    const kind = storedAttrs({ kind: type });
    return textBlock({ ...kind, ...attrs }, textIn(content, levels));
  }
  if (content.length > 0 && levels === 0) return lineOf(textInside(content));
  const blocks = blocksIn(content, levels - 1);
  const inners: InnerData[] = blocks.length > 0 ? [{ type: "flow", blocks }] : [];
  // A block by that name would be a text block, which has nothing nested in it.
  const name = type === textBlockName ? `foreign_${type}` : type;
  return object(name, attrs, inners);
}

function object(name: string, attributes: Values, inners: readonly InnerData[]): BlockData {
  return named({ name, attributes, runs: [], inners });
}

function textIn(content: readonly unknown[], levels: number): Run[] {
  return content.flatMap((json) => runsOf(foreignNode(json), levels));
}

/** What is nested in text is part of it. */
function runsOf(node: ForeignNode, levels: number): Run[] {
  const { type, attrs, original, content, marks, text } = node;
  const formats = valuesOf(marks.map(formatOfMark));
  const letters = lineBreakNames.includes(type) ? `\n${text}` : text;
  const own: Run[] = letters === "" ? [] : [{ type: "text", text: letters, formats }];
  if (content.length > 0) {
    const inside = levels === 0 ? lineOf(textInside(content)).runs : textIn(content, levels - 1);
    return [...own, ...inside];
  }
  if (own.length > 0 || type === "text") return own;
  return [
    type === "unknown_inline" ? runOfOriginal(original, formats) : objectRun(type, attrs, formats),
  ];
}

function textBlock(attributes: Values, runs: readonly Run[]): BlockData {
  return named({ name: textBlockName, attributes, runs, inners: [] });
}

/** A block with the id that its attributes say, as one that was read has it. */
function named(block: BlockData): BlockData {
  const { id } = block.attributes;
  return typeof id === "string" ? { id, ...block } : block;
}
