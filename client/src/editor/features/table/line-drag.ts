/** Drawing a row or column by its handle to another place. */

import type { Span } from "@coscribe/shared/schema";
import type { EditorView } from "prosemirror-view";
import { cellsIn } from "../../cell-selection.ts";
import type { TableOnScreen } from "../../table-on-screen.ts";
import { moveTo, type LineKind } from "./line-commands.ts";
import { onSelectedCells } from "./operate.ts";
import { columnExtents, rowExtents, type Extent } from "./table-geometry.ts";

/** What is drawn. */
export interface DraggedLines {
  readonly table: TableOnScreen;
  readonly element: HTMLTableElement;
  readonly span: Span;
}

/** So far a pointer goes before it draws something, in pixels. */
const slack = 5;

/** See the head of this file. */
export class LineDrag {
  readonly #view: EditorView;
  readonly #kind: LineKind;
  readonly #parent: HTMLElement;
  readonly #linesAt: () => DraggedLines | undefined;
  readonly #marker: HTMLElement;
  /** Whether the last press became a drag, and is no click. */
  hasMoved = false;

  /** The marker of where it would go is shown in `parent`. */
  constructor(
    view: EditorView,
    kind: LineKind,
    parent: HTMLElement,
    linesAt: () => DraggedLines | undefined,
  ) {
    this.#view = view;
    this.#kind = kind;
    this.#parent = parent;
    this.#linesAt = linesAt;
    this.#marker = parent.ownerDocument.createElement("div");
    this.#marker.className = `coscribe-table-drop is-${kind}`;
  }

  /** The pointer went down on a handle. */
  begin(event: PointerEvent, handle: HTMLElement): void {
    this.hasMoved = false;
    const lines = this.#linesAt();
    if (event.button !== 0 || lines === undefined) return;
    const from = this.#placeOf(event);
    let target: number | undefined;
    const moved = (move: PointerEvent): void => {
      if (!this.hasMoved && Math.abs(this.#placeOf(move) - from) < slack) return;
      this.hasMoved = true;
      target = this.#show(lines, this.#placeOf(move));
    };
    const ended = (end: Event): void => {
      handle.removeEventListener("pointermove", moved);
      handle.removeEventListener("pointerup", ended);
      handle.removeEventListener("pointercancel", ended);
      this.#marker.remove();
      if (end.type === "pointerup" && this.hasMoved && target !== undefined) {
        this.#drop(lines, target);
      }
    };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", moved);
    handle.addEventListener("pointerup", ended);
    handle.addEventListener("pointercancel", ended);
  }

  #placeOf({ clientX, clientY }: PointerEvent): number {
    return this.#kind === "row" ? clientY : clientX;
  }

  /** Marks where the lines would go; the answer is the number of the one that they would be before. */
  #show({ table, element }: DraggedLines, at: number): number {
    const extents = this.#kind === "row" ? rowExtents(element) : columnExtents(element, table);
    const isBefore = ({ start, end }: Extent): boolean => {
      const middle = (start + end) / 2;
      return start <= end ? middle < at : middle > at;
    };
    const target = extents.filter(isBefore).length;
    const edge = extents[target]?.start ?? extents.at(-1)?.end ?? at;
    const box = element.getBoundingClientRect();
    const frame = this.#parent.offsetParent?.getBoundingClientRect() ?? box;
    const { style } = this.#marker;
    const isRow = this.#kind === "row";
    style.left = `${(isRow ? box.left : edge) - frame.left}px`;
    style.top = `${(isRow ? edge : box.top) - frame.top}px`;
    style.width = isRow ? `${box.width}px` : "";
    style.height = isRow ? "" : `${box.height}px`;
    this.#parent.append(this.#marker);
    return target;
  }

  #drop({ table, span }: DraggedLines, target: number): void {
    const { state } = this.#view;
    // Others may have changed the table meanwhile: then it is another node, and the drag is about nothing.
    if (state.doc.nodeAt(table.pos) !== table.node) return;
    const cells = cellsIn(state.doc, table, span);
    if (cells === undefined) return;
    this.#view.dispatch(state.tr.setSelection(cells));
    const command = onSelectedCells(() => moveTo(this.#kind, span, target));
    command(this.#view.state, this.#view.dispatch.bind(this.#view), this.#view);
    this.#view.focus();
  }
}
