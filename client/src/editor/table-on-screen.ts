/**
 * Tables as the screen has them: the node, and the grid that it shows. The grid is read off the nodes,
 * which are just that; what is in the cells is only looked at for an operation.
 */

import {
  axisOf,
  blocksFromNodes,
  Table,
  unplacedColumn,
  type Grid,
  type TablePlace,
} from "@coscribe/shared/schema";
import type { Node, ResolvedPos } from "prosemirror-model";
import { cellDepth } from "./holder.ts";

/** A node and the position before it. */
export interface PlacedNode {
  readonly node: Node;
  readonly pos: number;
}

/** A grid without what is in its places. */
export type BareGrid = Pick<Grid, "hasHeaderRow" | "hasHeaderColumn"> & {
  readonly rows: readonly { readonly id: string }[];
  readonly columns: readonly { readonly id: string }[];
  readonly places: readonly (readonly BarePlace[])[];
};

/** A place, by where it is. */
export type BarePlace = Pick<TablePlace, "row" | "column" | "rowSpan" | "columnSpan">;

/** See the head of this file. */
export class TableOnScreen {
  readonly node: Node;
  /** The position before it. */
  readonly pos: number;
  readonly grid: BareGrid;
  #table: Table | undefined;

  constructor(node: Node, pos: number) {
    this.node = node;
    this.pos = pos;
    this.grid = gridOfNode(node);
  }

  /** All of it, as an operation needs it. Throws for a node that is no table. */
  get table(): Table {
    const [block] = this.#table === undefined ? blocksFromNodes([this.node]) : [];
    this.#table ??= block && Table.of(block);
    if (this.#table === undefined) throw new TypeError("this is no table");
    return this.#table;
  }

  /** The node of a place. */
  placeNode(place: BarePlace): PlacedNode {
    const index = this.grid.places[place.row]!.indexOf(place);
    const row = this.node.child(place.row);
    let pos = this.pos + 1;
    for (let i = 0; i < place.row; i++) pos += this.node.child(i).nodeSize;
    pos += 1;
    for (let i = 0; i < index; i++) pos += row.child(i).nodeSize;
    return { node: row.child(index), pos };
  }

  /** The position in front of the content of the first cell of a place. */
  cellStart(place: BarePlace): number {
    return this.placeNode(place).pos + 2;
  }

  /** The place that takes a row and a column. */
  placeAt(row: number, column: number): BarePlace | undefined {
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
): BarePlace | undefined {
  for (let depth = $pos.depth - cellDepth; depth > 0; depth--) {
    if ($pos.node(depth).type.name !== "table" || $pos.before(depth) !== pos) continue;
    return grid.places[$pos.index(depth)]?.[$pos.index(depth + 1)];
  }
  return undefined;
}

function gridOfNode(node: Node): BareGrid {
  const named = new Set<string>();
  const taken = new Set<number>();
  const places = node.children.map((row, i) => {
    let column = 0;
    return row.children.map((place): BarePlace => {
      // What merged cells of rows above reach to is taken.
      while (taken.has(i * mostColumns + column)) column++;
      const rowSpan = Number(place.attrs["rowSpan"]);
      const columnSpan = Number(place.attrs["columnSpan"]);
      for (let k = 1; k < rowSpan; k++) {
        for (let l = 0; l < columnSpan; l++) taken.add((i + k) * mostColumns + column + l);
      }
      for (const { attrs } of place.children) named.add(String(attrs["col"] ?? unplacedColumn));
      const at = column;
      column += columnSpan;
      return { row: i, column: at, rowSpan, columnSpan };
    });
  });
  return {
    rows: node.children.map(({ attrs }, i) => ({
      id: String(attrs["row"] ?? `${unplacedColumn}${i}`),
    })),
    columns: axisOf(node.attrs, "c:", named).lines,
    places,
    hasHeaderRow: node.attrs["headerRow"] === true,
    hasHeaderColumn: node.attrs["headerColumn"] === true,
  };
}

/** More columns than a table that is shown can have. */
const mostColumns = 10_000;
