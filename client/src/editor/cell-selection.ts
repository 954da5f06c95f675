/**
 * A selection of cells: a rectangle of places of one table.
 *
 * Its ends are places in the text, as those of any selection, so that the browser's own selection lies
 * below it and can be drawn out by mouse, touch and Shift with the arrows. What is selected is the
 * whole of every cell between. Deleting empties them, and nothing else.
 */

import { placesWithin, spanOfPlace, type Span } from "@coscribe/shared/schema";
import { Fragment, Slice, type Node, type ResolvedPos } from "prosemirror-model";
import { Selection, SelectionRange, TextSelection, type Transaction } from "prosemirror-state";
import type { Mappable } from "prosemirror-transform";
import type { SelectionOfEnds } from "./binding/anchored-selection.ts";
import { copiedCells } from "./copied-cells.ts";
import { placeAround, tableAround, type BarePlace, type TableOnScreen } from "./table-on-screen.ts";

/** See the head of this file. */
export class CellSelection extends Selection implements SelectionOfEnds {
  readonly between: SelectionOfEnds["between"] = cellsBetween;
  readonly table: TableOnScreen;
  /** The places that are selected, as far as they reach. */
  readonly span: Span;
  readonly places: readonly BarePlace[];

  /** Both positions are in cells of one table; see {@link cellsBetween}. */
  constructor(table: TableOnScreen, $anchor: ResolvedPos, $head: ResolvedPos) {
    const [one, other] = [placeAround(table, $anchor)!, placeAround(table, $head)!];
    const { span, places } = placesWithin(table.grid, around(spanOfPlace(one), spanOfPlace(other)));
    const ranges = places.flatMap((place) => rangesIn(table, place, $anchor.doc));
    super($anchor, $head, ranges);
    this.table = table;
    this.span = span;
    this.places = places;
    this.visible = false;
  }

  override map(doc: Node, mapping: Mappable): Selection {
    const [anchor, head] = [this.anchor, this.head].map((pos) => doc.resolve(mapping.map(pos)));
    return cellsBetween(anchor!, head!) ?? TextSelection.between(anchor!, head!);
  }

  override eq(other: Selection): boolean {
    return (
      other instanceof CellSelection && other.anchor === this.anchor && other.head === this.head
    );
  }

  /** A table of what is selected; of a single cell what is in it. */
  override content(): Slice {
    const copied = copiedCells(this.table, this.span, this.places);
    return copied === undefined ? Slice.empty : new Slice(Fragment.fromArray(copied), 0, 0);
  }

  /** Empties the cells; what comes in their place comes into the first. */
  override replace(tr: Transaction, content: Slice = Slice.empty): void {
    const first = this.#clear(tr);
    if (content.size > 0) tr.replaceSelection(content);
    else tr.setSelection(Selection.near(tr.doc.resolve(first), 1));
  }

  override replaceWith(tr: Transaction, node: Node): void {
    this.#clear(tr);
    tr.replaceSelectionWith(node, true);
  }

  override toJSON(): unknown {
    return { type: "cells", anchor: this.anchor, head: this.head };
  }

  /** Empties the cells from the last to the first, where the caret is then. */
  #clear(tr: Transaction): number {
    for (const { $from, $to } of this.ranges.toReversed()) {
      const { firstChild: first, lastChild: last } = $from.parent;
      // What is only text stays the block that it is, for whoever types in it meanwhile.
      const isText = first?.isTextblock === true && last?.isTextblock === true;
      const [start, end] = isText ? [$from.pos + 1, $to.pos - 1] : [$from.pos, $to.pos];
      if (end > start) tr.delete(start, end);
    }
    const first = this.ranges[0]!.$from.pos;
    tr.setSelection(Selection.near(tr.doc.resolve(first), 1));
    return first;
  }
}

// Not registered with ProseMirror, which knows names once only: a program may hold two copies of this.
Object.defineProperty(CellSelection.prototype, "jsonID", { value: "cells" });

/** The cells from one position to another, if these are in different places of one table. */
export function cellsBetween($anchor: ResolvedPos, $head: ResolvedPos): CellSelection | undefined {
  const table = tableAround($anchor, $head.pos);
  if (table === undefined) return undefined;
  const [one, other] = [placeAround(table, $anchor), placeAround(table, $head)];
  if (one === undefined || other === undefined || one === other) return undefined;
  return new CellSelection(table, $anchor, $head);
}

/** A rectangle of cells of a table; undefined if there is none. */
export function cellsIn(doc: Node, table: TableOnScreen, span: Span): CellSelection | undefined {
  const { places } = placesWithin(table.grid, span);
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const start = rangesIn(table, first, doc)[0];
  const end = rangesIn(table, last, doc).at(-1);
  if (start === undefined || end === undefined) return undefined;
  const $anchor = Selection.near(start.$from, 1).$from;
  const $head = Selection.near(end.$to, -1).$to;
  return new CellSelection(table, $anchor, $head);
}

function rangesIn(table: TableOnScreen, place: BarePlace, doc: Node): SelectionRange[] {
  const { pos, node } = table.placeNode(place);
  const ranges: SelectionRange[] = [];
  node.forEach((cell, offset) => {
    const start = pos + 1 + offset + 1;
    ranges.push(new SelectionRange(doc.resolve(start), doc.resolve(start + cell.content.size)));
  });
  return ranges;
}

function around(one: Span, other: Span): Span {
  return {
    top: Math.min(one.top, other.top),
    left: Math.min(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
  };
}
