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
import { isDivider } from "./divider.ts";
import { markOfFormat } from "./mark-key.ts";
import type { MarkJson, NodeJson } from "./node-json.ts";
import { originalOfBlock, originalOfObject, storedOf } from "./original.ts";
import { gridOf } from "./table/grid.ts";
import { rowsJson } from "./table/table-json.ts";

/** The document that these blocks are. */
export function documentJson(blocks: readonly BlockData[]): NodeJson {
  return { type: "doc", content: blocks.map(blockJson) };
}

/** A block as JSON of a node. */
export function blockJson(block: BlockData): NodeJson {
  const attrs = attrsOfBlock(block);
  if (block.name === textBlockName) {
    return { type: "textblock", attrs, content: block.runs.filter(hasContent).map(runJson) };
  }
  if (isDivider(block)) return { type: "divider", attrs };
  const grid = gridOf(block);
  if (grid !== undefined) return { type: "table", attrs, content: rowsJson(grid, blockJson) };
  const { id } = attrs;
  return {
    type: "unknown_block",
    attrs: { ...originalOfBlock(block), ...(id !== undefined && { id }) },
  };
}

/** The attributes of the node that shows a block, with the id that the block has. */
export function attrsOfBlock({ id, attributes }: BlockData): Values {
  const told = storedOf(attributes, ["joined", "from"]);
  return id === undefined ? told : { ...told, id };
}

/** A run as JSON of a node. */
export function runJson(run: Run): NodeJson {
  // In one order, whoever set which first: ProseMirror compares marks one by one.
  const keys = Object.keys(run.formats).toSorted();
  const marks = keys.map((key): MarkJson => {
    const value = run.formats[key];
    return markOfFormat(key, isPlainData(value) ? value : {});
  });
  const marked = marks.length > 0 && { marks };
  if (run.type === "text") return { type: "text", text: run.text, ...marked };
  return { type: "unknown_inline", attrs: { ...originalOfObject(run.object) }, ...marked };
}

/** ProseMirror has no empty texts. */
function hasContent(run: Run): boolean {
  return run.type === "object" || run.text !== "";
}
