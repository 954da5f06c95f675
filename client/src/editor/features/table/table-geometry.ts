/** Where rows and columns of a table are on the screen. */

import type { EditorView } from "prosemirror-view";
import type { TableOnScreen } from "../../table-on-screen.ts";

/** From where to where a row or column reaches, in pixels of the window. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The element of a table; undefined while it is not drawn. */
export function tableElement(view: EditorView, pos: number): HTMLTableElement | undefined {
  const dom = view.nodeDOM(pos);
  if (dom === null || !("querySelector" in dom)) return undefined;
  return (dom as HTMLElement).querySelector("table") ?? undefined;
}

/** Where each row is, from above. */
export function rowExtents(element: HTMLTableElement): Extent[] {
  return [...element.rows].map((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return { start: top, end: bottom };
  });
}

/**
 * Where each column is, from the left or, where text goes the other way, from the right: `start` is the
 * side at which its lines begin.
 */
export function columnExtents(element: HTMLTableElement, { grid }: TableOnScreen): Extent[] {
  const isMirrored = getComputedStyle(element).direction === "rtl";
  const { left, right } = element.getBoundingClientRect();
  const edges = new Map<number, number>([
    [0, isMirrored ? right : left],
    [grid.columns.length, isMirrored ? left : right],
  ]);
  grid.places.forEach((places, row) => {
    places.forEach((place, i) => {
      const cell = element.rows[row]?.cells[i]?.getBoundingClientRect();
      if (cell === undefined) return;
      const [start, end] = isMirrored ? [cell.right, cell.left] : [cell.left, cell.right];
      edges.set(place.column, start);
      edges.set(place.column + place.columnSpan, end);
    });
  });
  // A border that no cell has lies where the one before it does: merged cells cover it.
  let last = edges.get(0)!;
  const all = Array.from(
    { length: grid.columns.length + 1 },
    (_, i) => (last = edges.get(i) ?? last),
  );
  return grid.columns.map((_, i) => ({ start: all[i]!, end: all[i + 1]! }));
}

/** The widths of all columns by their ids, in CSS pixels; undefined while the table is not drawn. */
export function widthsOnScreen(
  view: EditorView,
  table: TableOnScreen,
): Map<string, number> | undefined {
  const element = tableElement(view, table.pos);
  if (element === undefined) return undefined;
  const extents = columnExtents(element, table);
  return new Map(
    table.table.grid.columns.map(({ id, width }, i) => {
      const { start, end } = extents[i]!;
      return [id, width ?? Math.abs(end - start)];
    }),
  );
}
