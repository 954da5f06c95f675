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
import { standardContent, type Content } from "./content.ts";
import { formatOfMark } from "./mark-key.ts";
import { foreignNode, textInside, type ForeignNode } from "./node-json.ts";
import { blockOfOriginal, lineOf, objectRun, runOfOriginal } from "./original.ts";
import { tableFromJson } from "./table/table-json.ts";
import { storedAttrs } from "./textblock.ts";

/** Nodes that stand for a line break, here before version 2 and elsewhere. */
const lineBreakNames: readonly string[] = ["hard_break", "hardBreak"];

/** The blocks of a document, or of any node whose children are blocks. */
export function blocksFromJson(json: unknown, known: Content = standardContent): BlockData[] {
  const node = foreignNode(json);
  const content = isInline(node, known) ? [json] : node.content;
  return blocksIn(content, { known, levels: maxLevels });
}

/** The block that a node is. A node within text is a text block that holds it. */
export function blockFromJson(json: unknown, known: Content = standardContent): BlockData {
  return blocksIn([json], { known, levels: maxLevels })[0]!;
}

/** The text that a node within a text block is. */
export function runsFromJson(json: unknown, known: Content = standardContent): Run[] {
  return runsOf(foreignNode(json), { known, levels: maxLevels });
}

/** Whether JSON is a node that stands within a text block. */
export function isInlineJson(json: unknown, known: Content = standardContent): boolean {
  return isInline(foreignNode(json), known);
}

function isInline({ type, text, content }: ForeignNode, { inlines }: Content): boolean {
  if (["text", "unknown_inline", ...lineBreakNames].includes(type) || text !== "") return true;
  return inlines.has(type) && content.length === 0;
}

/** How JSON is read at a place. */
interface Place {
  readonly known: Content;
  /** Levels of elements left, beyond which a flow would not be read: what is deeper is its text. */
  readonly levels: number;
}

/** `place`, so many levels of elements further inside. */
function inside({ known, levels }: Place, deeper: number): Place {
  return { known, levels: levels - deeper };
}

/** Texts side by side are one block. */
function blocksIn(content: readonly unknown[], place: Place): BlockData[] {
  const blocks: BlockData[] = [];
  let runs: Run[] | undefined;
  for (const json of content) {
    const node = foreignNode(json);
    if (!isInline(node, place.known)) {
      blocks.push(blockOf(node, place));
      runs = undefined;
      continue;
    }
    if (runs === undefined) blocks.push(textBlock(noValues, (runs = [])));
    for (const run of runsOf(node, place)) runs.push(run);
  }
  return blocks;
}

function blockOf(node: ForeignNode, place: Place): BlockData {
  const { type, attrs, original, content } = node;
  switch (type) {
    case "textblock":
      return textBlock(attrs, textIn(content, place));
    case "table": {
      if (place.levels < levelsOfTable) return lineOf(textInside(content));
      const within = inside(place, levelsOfTable);
      return named(tableFromJson(node, (blocks) => blocksIn(blocks, within)));
    }
    case "unknown_block": {
      if (content.length > 0) break;
      const block = blockOfOriginal(original);
      return named({ ...block, attributes: withValue(block.attributes, "id", attrs["id"]) });
    }
  }
  return foreignBlock(node, place);
}

/** A table, and the cells in it. */
const levelsOfTable = 2;

function foreignBlock({ type, attrs, content }: ForeignNode, place: Place): BlockData {
  const { kinds, objects } = place.known;
  const isKind = kinds.has(type) || type === "quote";
  const isText =
    content.some((json) => isInlineJson(json, place.known)) ||
    (isKind && content.length === 0 && !objects.has(type));
  if (isText) {
    const kind = storedAttrs({ kind: type });
    return textBlock({ ...kind, ...attrs }, textIn(content, place));
  }
  if (content.length > 0 && place.levels === 0) return lineOf(textInside(content));
  const blocks = blocksIn(content, inside(place, 1));
  const inners: InnerData[] = blocks.length > 0 ? [{ type: "flow", blocks }] : [];
  // A block by that name would be a text block, which has nothing nested in it.
  const name = type === textBlockName ? `foreign_${type}` : type;
  return object(name, attrs, inners);
}

function object(name: string, attributes: Values, inners: readonly InnerData[]): BlockData {
  return named({ name, attributes, runs: [], inners });
}

function textIn(content: readonly unknown[], place: Place): Run[] {
  return content.flatMap((json) => runsOf(foreignNode(json), place));
}

/** What is nested in text is part of it. */
function runsOf(node: ForeignNode, place: Place): Run[] {
  const { type, attrs, original, content, marks, text } = node;
  const formats = valuesOf(marks.map((mark) => formatOfMark(place.known, mark)));
  const letters = lineBreakNames.includes(type) ? `\n${text}` : text;
  const own: Run[] = letters === "" ? [] : [{ type: "text", text: letters, formats }];
  if (content.length > 0) {
    const deeper =
      place.levels === 0 ? lineOf(textInside(content)).runs : textIn(content, inside(place, 1));
    return [...own, ...deeper];
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
