/**
 * Places on the screen and in a flow.
 *
 * The screen shows a flow block by block: child number `i` of the document is block number `i` of
 * the flow, and so it is in each cell of a table. An offset in a text block counts the same in both.
 * Of a table the screen shows the grid that it comes to: rows, places in them, and in each place the
 * cells that are there, or one that is only stored once something is written in it.
 */

import type { Block, Flow, Position } from "@coscribe/shared/flow";
import { gridOf } from "@coscribe/shared/schema";
import type { Node, ResolvedPos } from "prosemirror-model";
import type { Text, XmlElement } from "yjs";
import { cellDepth } from "../holder.ts";

/** Where a position is. */
export interface FlowPlace {
  /** The flow of the document, or of the innermost cell around the position. */
  readonly flow: Flow;
  /**
   * The block that it is in or before; undefined behind the last one, and in the empty paragraph that
   * is shown where there is none.
   */
  readonly block: Block | undefined;
  /** The offset in a text block; undefined for a position between blocks. */
  readonly offset: number | undefined;
  /** The cell of the table `block` that it is in, if that is shown and not stored yet. */
  readonly missing?: CellName;
}

/** A cell by the ids of its row and its column. */
export interface CellName {
  readonly row: string;
  readonly column: string;
}

/** Where `$pos` is; its document shows `root`. */
export function placeAt(root: Flow, $pos: ResolvedPos): FlowPlace {
  let flow = root;
  let depth = 0;
  while (depth < $pos.depth) {
    const block = flow.blocks[$pos.index(depth)];
    if ($pos.node(depth + 1).isTextblock) return { flow, block, offset: $pos.parentOffset };
    const cell = cellAround(block, $pos, depth);
    if (cell === undefined) return { flow, block, offset: undefined };
    if (cell.flow === undefined) return { flow, block, offset: undefined, missing: cell };
    ({ flow } = cell);
    depth += cellDepth + 1;
  }
  return { flow, block: flow.blocks[$pos.index(depth)], offset: undefined };
}

/** A cell that is shown; without a flow as long as it is not stored. */
export interface ShownCell extends CellName {
  readonly element: XmlElement | undefined;
  readonly flow: Flow | undefined;
}

/** The cell around `$pos` of a table that is a block at `depth`; undefined if it is in none. */
export function cellAround(
  table: Block | undefined,
  $pos: ResolvedPos,
  depth: number,
): ShownCell | undefined {
  if ($pos.depth <= depth + cellDepth) return undefined;
  return cellAt(table, $pos.index(depth + 1), $pos.index(depth + 2), $pos.index(depth + 3));
}

/** Of a table the cell with this number in a place of a row, these by their numbers as well. */
export function cellAt(
  table: Block | undefined,
  row: number,
  place: number,
  cell: number,
): ShownCell | undefined {
  const grid = table && gridOf(table);
  const found = grid?.places[row]?.[place];
  if (table === undefined || grid === undefined || found === undefined) return undefined;
  const stored = found.cells[cell];
  if (stored !== undefined) {
    const inner = table.inners[stored.index];
    const element = inner?.type === "cell" ? inner.element : undefined;
    return { row: stored.row, column: stored.column, element, flow: stored.flow };
  }
  if (cell > 0) return undefined;
  const [first, second] = [grid.rows[found.row]!, grid.columns[found.column]!];
  return { row: first.id, column: second.id, element: undefined, flow: undefined };
}

/** Where the content of a flow begins on the screen, and the node that it is the content of. */
interface Content {
  readonly node: Node;
  readonly start: number;
}

/** The position on the screen of a place in the flow `text`, which may be nested in `root`. */
export function screenPosition(
  root: Flow,
  doc: Node,
  text: Text,
  place: Position | { readonly block: string | undefined; readonly offset: undefined } | undefined,
): number | undefined {
  const found = contentOf(root, { node: doc, start: 0 }, text);
  if (found === undefined) return undefined;
  const { flow, node, start } = found;
  // In the empty paragraph that is shown where there is no block.
  if (flow.blocks.length === 0) return start + 1;
  if (place === undefined) return undefined;
  const { block: id, offset } = place;
  if (id === undefined) return start + node.content.size;
  const index = flow.blocks.findIndex((block) => block.id === id);
  if (index === -1) return undefined;
  const before = start + sizeBefore(node, index);
  // What is shown can be older and shorter than what is stored: see composition-hold.ts.
  return offset === undefined
    ? before
    : before + 1 + Math.min(offset, node.child(index).content.size);
}

function contentOf(
  flow: Flow,
  content: Content,
  text: Text,
): (Content & { flow: Flow }) | undefined {
  if (flow.text === text) return { flow, ...content };
  for (const [i, block] of flow.blocks.entries()) {
    if (block.inners.length === 0) continue;
    const table = content.node.child(i);
    const start = content.start + sizeBefore(content.node, i) + 1;
    for (const cell of cellsShown(block, table, start)) {
      if (cell.flow === undefined) continue;
      const found = contentOf(cell.flow, { node: cell.node, start: cell.pos + 1 }, text);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A cell on the screen. */
interface PlacedCell extends CellName {
  readonly flow: Flow | undefined;
  readonly node: Node;
  /** The position before it. */
  readonly pos: number;
}

/** The cells of a table that `node` shows, whose content begins at `start`. */
function cellsShown(table: Block, node: Node, start: number): PlacedCell[] {
  const grid = gridOf(table);
  const found: PlacedCell[] = [];
  node.forEach((row, rowOffset, i) => {
    row.forEach((place, placeOffset, k) => {
      const shown = grid?.places[i]?.[k];
      if (grid === undefined || shown === undefined) return;
      place.forEach((cell, offset, index) => {
        const stored = shown.cells[index];
        const { row: rowId = grid.rows[shown.row]!.id, column = grid.columns[shown.column]!.id } =
          stored ?? {};
        const pos = start + rowOffset + 1 + placeOffset + 1 + offset;
        found.push({ row: rowId, column, flow: stored?.flow, node: cell, pos });
      });
    });
  });
  return found;
}

/** The position in front of what is in a cell of the table with this id in the flow `text`. */
export function cellPosition(
  root: Flow,
  doc: Node,
  text: Text,
  table: string,
  { row, column }: CellName,
): number | undefined {
  const found = contentOf(root, { node: doc, start: 0 }, text);
  const index = found?.flow.blocks.findIndex(({ id }) => id === table) ?? -1;
  if (found === undefined || index === -1) return undefined;
  const start = found.start + sizeBefore(found.node, index) + 1;
  const cells = cellsShown(found.flow.blocks[index]!, found.node.child(index), start);
  const cell = cells.find((one) => one.row === row && one.column === column);
  return cell && cell.pos + 1;
}

/** Size of the children before number `index`. */
function sizeBefore(node: Node, index: number): number {
  let size = 0;
  for (let i = 0; i < index; i++) size += node.child(i).nodeSize;
  return size;
}

/** The cell that begins at `$pos`, and the table that it is in; undefined where none does. */
export function cellBehind(
  root: Flow,
  $pos: ResolvedPos,
): { readonly table: Block; readonly cell: ShownCell } | undefined {
  const { nodeAfter, depth } = $pos;
  if (nodeAfter?.type.name !== "cell") return undefined;
  const { block: table } = placeAt(root, $pos);
  const cell = cellAt(table, $pos.index(depth - 2), $pos.index(depth - 1), $pos.index(depth));
  return table && cell && { table, cell };
}
