/**
 * Which nodes show a table. A letter changes one cell: all other cells, places and rows keep the nodes that
 * they have, so that neither they nor the comparison with the screen cost anything.
 */

import type { Block, Flow } from "@coscribe/shared/flow";
import {
  attrsOfBlock,
  cellAttrs,
  gridOf,
  missingCellAttrs,
  placeAttrs,
  type Grid,
  type TableCell,
  type TablePlace,
} from "@coscribe/shared/schema";
import type { Attrs, Fragment, Node, Schema } from "prosemirror-model";

/** See the head of this file. */
export class TableNodes {
  readonly #schema: Schema;
  readonly #contentOf: (flow: Flow | undefined) => Fragment;
  /** Cells by what they say, places by their first cell, rows by their first place. */
  readonly #known = new WeakMap<object, Node>();

  /** `contentOf` says what shows a flow in a cell, or that there is none yet. */
  constructor(schema: Schema, contentOf: (flow: Flow | undefined) => Fragment) {
    this.#schema = schema;
    this.#contentOf = contentOf;
  }

  /** The node of a table that can be shown; undefined for everything else. */
  nodeOf(block: Block): Node | undefined {
    const grid = gridOf(block);
    if (grid === undefined) return undefined;
    const rows = grid.places.map((places, i) => {
      const children = places.map((place) => this.#place(grid, place));
      return this.#kept("row", { row: grid.rows[i]!.id }, children);
    });
    return this.#schema.nodes["table"]!.create(attrsOfBlock(block), rows);
  }

  #place(grid: Grid<Flow>, place: TablePlace<Flow>): Node {
    const cells = place.cells.map((cell) => this.#cell(grid, cell));
    if (cells.length === 0) cells.push(this.#missingCell(grid, place));
    return this.#kept("place", placeAttrs(grid, place), cells);
  }

  #cell(grid: Grid<Flow>, cell: TableCell<Flow>): Node {
    const content = this.#contentOf(cell.flow);
    // A cell that did not change says the same in each reading; one that says nothing is like others.
    const known = cell.isPlaced ? this.#known.get(cell.attributes) : undefined;
    if (known?.content === content) return known;
    const node = this.#schema.nodes["cell"]!.create(cellAttrs(grid, cell), content);
    if (cell.isPlaced) this.#known.set(cell.attributes, node);
    return node;
  }

  #missingCell(grid: Grid<Flow>, place: TablePlace<Flow>): Node {
    const attrs = missingCellAttrs(grid, place);
    return this.#schema.nodes["cell"]!.create(attrs, this.#contentOf(undefined));
  }

  /** The node with these children, which is known by the first of them. */
  #kept(name: "row" | "place", attrs: Attrs, children: readonly Node[]): Node {
    const [first] = children;
    const known = first && this.#known.get(first);
    if (known !== undefined && isSame(known, name, attrs, children)) return known;
    const node = this.#schema.nodes[name]!.create(attrs, children);
    if (first !== undefined) this.#known.set(first, node);
    return node;
  }
}

function isSame(node: Node, name: string, attrs: Attrs, children: readonly Node[]): boolean {
  return (
    node.type.name === name &&
    node.childCount === children.length &&
    children.every((child, i) => node.child(i) === child) &&
    hasAttrs(node, attrs)
  );
}

/** Whether a node has these attributes and no others. */
function hasAttrs({ attrs }: Node, wanted: Attrs): boolean {
  for (const name in wanted) if (attrs[name] !== wanted[name]) return false;
  for (const name in attrs) if (!Object.hasOwn(wanted, name) && attrs[name] !== null) return false;
  return true;
}
