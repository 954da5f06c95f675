/**
 * A flow as ProseMirror JSON of the document schema, and blocks from such JSON. Pure: neither
 * touches a document.
 *
 * Offsets in a text block are the same in both, because a line break is a line feed here as there.
 * What the schema does not know becomes a placeholder that keeps it, nested flows included, and
 * comes back as what it was.
 */

import type { BlockData, InnerData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { noValues, withValue, type Values } from "../flow/values.ts";
import { isPlainData } from "../plain-data.ts";
import { cellsOf, type TableCell } from "./table.ts";
import { formatOfMark, markOfFormat, type MarkJson } from "./mark-key.ts";

/** A node as JSON. What a mark keeps may be any plain value. */
export interface NodeJson {
  readonly type: string;
  readonly attrs?: Values;
  readonly content?: readonly NodeJson[];
  readonly marks?: readonly MarkJson[];
  readonly text?: string;
}

/** What a placeholder holds: an element, or a run of text, as the schema keeps them. */
interface Original {
  readonly name?: string;
  readonly attributes?: Values;
  readonly content?: readonly Original[];
  readonly text?: string;
  readonly marks?: Values;
}

/** Deepest nesting that is read from JSON. What is deeper is left out. */
const maxDepth = 64;

/** Elements of placeholders that stand for what is no element in a flow. */
const flowOriginal = "flow";

/** The document that these blocks are. */
export function documentJson(blocks: readonly BlockData[]): NodeJson {
  return { type: "doc", content: blocks.map(blockJson) };
}

/** The blocks of a document, or of any node whose children are blocks. */
export function blocksFromJson({ content = [] }: NodeJson): BlockData[] {
  return content.map((node) => blockFromJson(node));
}

/** A block as JSON of a node. */
export function blockJson(block: BlockData): NodeJson {
  const attrs = attrsOfBlock(block);
  if (block.name === textBlockName) {
    return { type: "textblock", attrs, content: block.runs.map(runJson) };
  }
  if (block.name === "divider") return { type: "divider", attrs };
  const cells = cellsOf(block);
  if (cells !== undefined) return { type: "table", attrs, content: cells.map(cellJson) };
  const id = attrs["id"] === undefined ? {} : { id: attrs["id"] };
  return { type: "unknown_block", attrs: { ...originalOf(block), ...id } };
}

/** The attributes of the node that shows a block, with the id that the block has. */
export function attrsOfBlock({ id, attributes }: BlockData): Values {
  const told = toldOf(attributes);
  return id === undefined ? told : { ...told, id };
}

function cellJson({ attributes, flow }: TableCell): NodeJson {
  return { type: "cell", attrs: plain(attributes), content: flow.blocks.map(blockJson) };
}

/** A run as JSON of a node. */
export function runJson(run: Run): NodeJson {
  const marks = Object.entries(run.formats).map(([key, value]) => markOfFormat(key, value));
  const marked = marks.length > 0 && { marks };
  if (run.type === "text") return { type: "text", text: run.text, ...marked };
  return { type: "unknown_inline", attrs: { ...inlineOriginal(run) }, ...marked };
}

function originalOf(block: BlockData): Original {
  const attributes = toldOf(block.attributes);
  const inner = block.inners.map(innerOriginal);
  const content = block.name === textBlockName ? block.runs.map(runOriginal) : inner;
  return { name: block.name === textBlockName ? "textblock" : block.name, attributes, content };
}

function innerOriginal(inner: InnerData): Original {
  switch (inner.type) {
    case "cell":
      return {
        name: inner.name,
        attributes: plain(inner.attributes),
        content: inner.inners.map(innerOriginal),
      };
    case "flow":
      return { name: flowOriginal, attributes: {}, content: inner.blocks.map(originalOf) };
    case "tooDeep":
      return { text: "…" };
  }
}

function runOriginal(run: Run): Original {
  return run.type === "text" ? { text: run.text, marks: plain(run.formats) } : inlineOriginal(run);
}

function inlineOriginal({ object, formats }: Extract<Run, { type: "object" }>): Original {
  const { name, attributes, value } = object;
  const kept =
    name === "" ? { value: isPlainData(value) ? (value ?? null) : null } : plain(attributes);
  const marks = Object.keys(formats).length > 0 && { marks: plain(formats) };
  return { name, attributes: kept, content: [], ...marks };
}

/** As an ordinary object, which is what others take for plain data. */
function plain(values: Values): Values {
  return { ...values };
}

/** The id is told; how blocks hang together in the text is not. */
function toldOf(attributes: Values): Values {
  return plain(withValue(withValue(attributes, "joined", null), "from", null));
}

/** The block that a node is. */
export function blockFromJson(node: NodeJson, depth = 0): BlockData {
  const attributes = stored(node.attrs);
  const { type, content = [] } = node;
  switch (type) {
    case "textblock":
      return textBlock(
        attributes,
        content.flatMap((child) => runsFromJson(child)),
      );
    case "divider":
      return { name: type, attributes, runs: [], inners: [] };
    case "table": {
      const inners = depth < maxDepth ? content.map((cell) => cellFromJson(cell, depth + 1)) : [];
      return { name: type, attributes, runs: [], inners };
    }
    case "unknown_block":
      return blockFromOriginal(attributes, 0);
    default:
      return foreignBlock(node, depth);
  }
}

/** A cell, or whatever stands in its place in a cell of its own. */
function cellFromJson(node: NodeJson, depth: number): InnerData {
  const { type, attrs, content = [] } = node;
  const blocks = (type === "cell" ? content : [node]).map((child) => blockFromJson(child, depth));
  const attributes = type === "cell" ? stored(attrs) : noValues;
  return { type: "cell", name: "cell", attributes, inners: [{ type: "flow", blocks }] };
}

/** A node of another schema: text if it holds any, or else an object with its blocks in a flow. */
function foreignBlock(node: NodeJson, depth: number): BlockData {
  const { type, content = [] } = node;
  if (isInline(node)) return textBlock(noValues, runsFromJson(node));
  if (content.some(isInline)) {
    return textBlock(
      stored(node.attrs),
      content.flatMap((child) => runsFromJson(child)),
    );
  }
  const deeper = depth < maxDepth ? content : [];
  const blocks = deeper.map((child) => foreignBlock(child, depth + 1));
  const inners: InnerData[] = blocks.length > 0 ? [{ type: "flow", blocks }] : [];
  return { name: type, attributes: stored(node.attrs), runs: [], inners };
}

/** Whether a node stands within a text block. */
export function isInline({ type }: NodeJson): boolean {
  return ["text", "hard_break", "unknown_inline"].includes(type);
}

/** The text that a node within a text block is, which may be nested. */
export function runsFromJson(node: NodeJson, depth = 0): Run[] {
  const marks = node.marks ?? [];
  const formats = marks
    .map(formatOfMark)
    .reduce((all, [key, value]) => withValue(all, key, value), noValues);
  const { text, attrs, content = [] } = node;
  switch (node.type) {
    case "text":
      return text === undefined || text === "" ? [] : [{ type: "text", text, formats }];
    case "hard_break":
      return [{ type: "text", text: "\n", formats }];
    case "unknown_inline":
      return [inlineFromOriginal(attrs ?? noValues, formats)];
    default:
      if (content.length > 0 && depth < maxDepth) {
        return content.flatMap((child) => runsFromJson(child, depth + 1));
      }
      return [inlineFromOriginal({ name: node.type, attributes: stored(attrs) }, formats)];
  }
}

function blockFromOriginal(original: Original, depth: number): BlockData {
  const { name = "", attributes = noValues, content = [] } = original;
  if (name === "textblock") return textBlock(attributes, content.map(runFromOriginal));
  const inners =
    depth < maxDepth ? content.map((inner) => innerFromOriginal(inner, depth + 1)) : [];
  return { name, attributes, runs: [], inners };
}

function innerFromOriginal(original: Original, depth: number): InnerData {
  const { name, attributes = noValues, content = [], text } = original;
  const deeper = depth < maxDepth ? content : [];
  if (name === undefined) {
    const runs: Run[] = [{ type: "text", text: text ?? "", formats: original.marks ?? noValues }];
    return { type: "flow", blocks: [textBlock(noValues, runs)] };
  }
  if (name === flowOriginal) {
    return { type: "flow", blocks: deeper.map((inner) => blockFromOriginal(inner, depth + 1)) };
  }
  const inners = deeper.map((inner) => innerFromOriginal(inner, depth + 1));
  return { type: "cell", name, attributes, inners };
}

function runFromOriginal(original: Original): Run {
  const formats = original.marks ?? noValues;
  if (original.text !== undefined) return { type: "text", text: original.text, formats };
  return inlineFromOriginal(original, formats);
}

function inlineFromOriginal({ name = "", attributes = noValues }: Original, formats: Values): Run {
  const value = name === "" ? attributes["value"] : undefined;
  const object = { name, attributes: name === "" ? noValues : attributes, value };
  return { type: "object", object, formats };
}

function textBlock(attributes: Values, runs: readonly Run[]): BlockData {
  return { name: textBlockName, attributes, runs, inners: [] };
}

/** Null is "as default" in the schema, and is not stored. */
function stored(attrs: Values = noValues): Values {
  return Object.entries(attrs).reduce((values, [name, value]) => {
    return value === null ? values : withValue(values, name, value);
  }, noValues);
}
