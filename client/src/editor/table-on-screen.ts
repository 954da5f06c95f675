/** Tables as the screen has them: the node, and the grid that it shows. */

import { blocksFromNodes, Table, type Grid, type TablePlace } from "@coscribe/shared/schema";
import type { Node, ResolvedPos } from "prosemirror-model";
import { cellDepth } from "./holder.ts";

/** A node and the position before it. */
export interface PlacedNode {
  readonly node: Node;
  readonly pos: number;
}

/** See the head of this file. */
export class TableOnScreen {
  readonly node: Node;
  /** The position before it. */
  readonly pos: number;
  readonly table: Table;

  /** Throws for a node that is no table. */
  constructor(node: Node, pos: number) {
    const [block] = blocksFromNodes([node]);
    const table = block && Table.of(block);
    if (table === undefined) throw new TypeError("this is no table");
    this.node = node;
    this.pos = pos;
    this.table = table;
  }

  get grid(): Grid {
    return this.table.grid;
  }

  /** The node of a place. */
  placeNode(place: TablePlace): PlacedNode {
    const index = this.grid.places[place.row]!.indexOf(place);
    const row = this.node.child(place.row);
    let pos = this.pos + 1;
    for (let i = 0; i < place.row; i++) pos += this.node.child(i).nodeSize;
    pos += 1;
    for (let i = 0; i < index; i++) pos += row.child(i).nodeSize;
    return { node: row.child(index), pos };
  }

  /** The position in front of the content of the first cell of a place. */
  cellStart(place: TablePlace): number {
    return this.placeNode(place).pos + 2;
  }

  /** The place that takes a row and a column. */
  placeAt(row: number, column: number): TablePlace | undefined {
    return this.grid.places.flat().find((place) => {
      const isRow = place.row <= row && row < place.row + place.rowSpan;
      return isRow && place.column <= column && column < place.column + place.columnSpan;
    });
  }
}

/** The innermost table around `$pos` that reaches to `to` as well. */
export function tableAround($pos: ResolvedPos, to: number = $pos.pos): TableOnScreen | undefined {
  for (let depth = $pos.sharedDepth(to); depth > 0; depth--) {
    const node = $pos.node(depth);
    if (node.type.name === "table") return new TableOnScreen(node, $pos.before(depth));
  }
  return undefined;
}

/** The table that is a node; undefined if it is none. */
export function tableAt(doc: Node, pos: number): TableOnScreen | undefined {
  const node = doc.nodeAt(pos);
  return node?.type.name === "table" ? new TableOnScreen(node, pos) : undefined;
}

/** The place of a table in which a position is. */
export function placeAround(
  { pos, grid }: TableOnScreen,
  $pos: ResolvedPos,
): TablePlace | undefined {
  for (let depth = $pos.depth - cellDepth; depth > 0; depth--) {
    if ($pos.node(depth).type.name !== "table" || $pos.before(depth) !== pos) continue;
    return grid.places[$pos.index(depth)]?.[$pos.index(depth + 1)];
  }
  return undefined;
}
