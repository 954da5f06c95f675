/**
 * Blocks as ProseMirror JSON of the document schema.
 *
 * Offsets in a text block are the same in both, because a line break is a line feed here as there.
 * What the schema does not know becomes a placeholder that keeps it, nested flows included.
 */

import type { BlockData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import type { Values } from "../flow/values.ts";
import { isPlainData } from "../plain-data.ts";
import { standardContent, type Content } from "./content.ts";
import { markOfFormat } from "./mark-key.ts";
import type { MarkJson, NodeJson } from "./node-json.ts";
import { originalOfBlock, originalOfObject, storedOf } from "./original.ts";
import { gridOf } from "./table/grid.ts";
import { rowsJson } from "./table/table-json.ts";

/** The document that these blocks are. */
export function documentJson(
  blocks: readonly BlockData[],
  content: Content = standardContent,
): NodeJson {
  return { type: "doc", content: blocks.map((block) => blockJson(block, content)) };
}

/** A block as JSON of a node. */
export function blockJson(block: BlockData, content: Content = standardContent): NodeJson {
  const attrs = attrsOfBlock(block);
  const { name } = block;
  if (name === textBlockName) {
    const runs = block.runs.filter(hasContent).map((run) => runJson(run, content));
    return { type: "textblock", attrs, content: runs };
  }
  if (isKnownObject(block, content)) return { type: name, attrs };
  const grid = gridOf(block);
  if (grid !== undefined) {
    return { type: "table", attrs, content: rowsJson(grid, (inner) => blockJson(inner, content)) };
  }
  const { id } = attrs;
  return {
    type: "unknown_block",
    attrs: { ...originalOfBlock(block), ...(id !== undefined && { id }) },
  };
}

/** Whether a block is an object that can be shown. One with something in it is none. */
export function isKnownObject(
  { name, inners }: Pick<BlockData, "name" | "inners">,
  { objects }: Content,
): boolean {
  return objects.has(name) && inners.length === 0;
}

/** The attributes of the node that shows a block, with the id that the block has. */
export function attrsOfBlock({ id, attributes }: BlockData): Values {
  const told = storedOf(attributes, ["joined", "from"]);
  return id === undefined ? told : { ...told, id };
}

/** A run as JSON of a node. */
export function runJson(run: Run, content: Content = standardContent): NodeJson {
  // In one order, whoever set which first: ProseMirror compares marks one by one.
  const keys = Object.keys(run.formats).toSorted();
  const marks = keys.map((key): MarkJson => {
    const value = run.formats[key];
    return markOfFormat(content, key, isPlainData(value) ? value : {});
  });
  const marked = marks.length > 0 && { marks };
  if (run.type === "text") return { type: "text", text: run.text, ...marked };
  const { object } = run;
  if (content.inlines.has(object.name)) {
    return { type: object.name, attrs: storedOf(object.attributes, []), ...marked };
  }
  return { type: "unknown_inline", attrs: { ...originalOfObject(object) }, ...marked };
}

/** ProseMirror has no empty texts. */
function hasContent(run: Run): boolean {
  return run.type === "object" || run.text !== "";
}
