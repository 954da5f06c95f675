/**
 * What floats beside a table: a handle for the row and one for the column that is pointed at, or that
 * has the caret; a border to draw for the column's width; and the menus of both.
 *
 * It lies above the text and not in it, so nothing of it is read, copied, or written over. All that it
 * does is there for the keyboard as well: the menu of all opens by Alt-Enter.
 */

import { autoUpdate, computePosition, flip, offset, shift, size } from "@floating-ui/dom";
import type { Span } from "@coscribe/shared/schema";
import type { EditorView } from "prosemirror-view";
import { cellsIn } from "../../cell-selection.ts";
import { placeAround, tableAround, type TableOnScreen } from "../../table-on-screen.ts";
import { ColumnBorder } from "./column-border.ts";
import { LineDrag } from "./line-drag.ts";
import type { LineKind } from "./line-commands.ts";
import { selectedCells } from "./operate.ts";
import { columnExtents, rowExtents, tableElement } from "./table-geometry.ts";
import { TableMenu, type TableMenuKind } from "./table-menu.ts";
import { wordsIn } from "../../say.ts";
import { tableWords } from "./table-words.ts";

/** What the handles are beside. */
interface Target {
  readonly table: TableOnScreen;
  readonly element: HTMLTableElement;
  readonly row: number;
  readonly column: number;
}

/** See the head of this file. */
export class TableControls {
  readonly #view: EditorView;
  readonly #frame: HTMLElement;
  readonly #root: HTMLElement;
  readonly #handles: Readonly<Record<LineKind, HTMLButtonElement>>;
  readonly #border: ColumnBorder;
  /** The cell that a mouse points at. */
  #pointed: Element | undefined;
  #target: Target | undefined;
  #menu: TableMenu | undefined;
  #unplace: (() => void) | undefined;
  #isAsked = false;

  constructor(view: EditorView) {
    this.#view = view;
    this.#frame = view.dom.parentElement!;
    const { ownerDocument: document } = view.dom;
    this.#root = document.createElement("div");
    this.#root.className = "coscribe-table-controls";
    this.#handles = { row: this.#createHandle("row"), column: this.#createHandle("column") };
    this.#border = new ColumnBorder(view);
    this.#root.append(this.#handles.row, this.#handles.column, this.#border.dom);
    this.#frame.append(this.#root);
    this.#frame.addEventListener("pointermove", this.#pointerMoved);
    this.#frame.addEventListener("pointerleave", this.#pointerLeft);
    this.#frame.addEventListener("scroll", this.#ask, true);
    view.dom.addEventListener("keydown", this.#keyDown);
    view.dom.addEventListener("focusout", this.#ask);
    document.defaultView?.addEventListener("resize", this.#ask);
    this.update();
  }

  /** The document or the selection changed. */
  update(): void {
    this.#ask();
  }

  destroy(): void {
    this.#menu?.close(true);
    this.#frame.removeEventListener("pointermove", this.#pointerMoved);
    this.#frame.removeEventListener("pointerleave", this.#pointerLeft);
    this.#frame.removeEventListener("scroll", this.#ask, true);
    this.#view.dom.removeEventListener("keydown", this.#keyDown);
    this.#view.dom.removeEventListener("focusout", this.#ask);
    this.#root.ownerDocument.defaultView?.removeEventListener("resize", this.#ask);
    this.#root.remove();
  }

  /** Places all anew, once per frame: reading where things are costs a layout. */
  readonly #ask = (): void => {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      if (this.#root.isConnected) this.#place();
    });
  };

  #place(): void {
    if (this.#menu !== undefined || this.#border.isDrawn) return;
    this.#target = this.#view.editable ? this.#findTarget() : undefined;
    this.#root.hidden = this.#target === undefined;
    if (this.#target === undefined) return;
    const { table, element, row, column } = this.#target;
    this.#name();
    const frame = this.#frame.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    // The part of the table that its frame shows.
    const shown = element.parentElement!.getBoundingClientRect();
    const isMirrored = getComputedStyle(element).direction === "rtl";
    const rows = rowExtents(element)[row];
    const columns = columnExtents(element, table)[column];
    if (rows === undefined || columns === undefined) return;
    const side = isMirrored ? Math.min(box.right, shown.right) : Math.max(box.left, shown.left);
    moveTo(this.#handles.row, side - frame.left, (rows.start + rows.end) / 2 - frame.top);
    const middle = (columns.start + columns.end) / 2;
    moveTo(this.#handles.column, middle - frame.left, box.top - frame.top);
    this.#handles.column.hidden = middle < shown.left || middle > shown.right;
    this.#border.place(table, column, element, frame);
  }

  /** Anew each time: the language may be another one by now. */
  #name(): void {
    const say = wordsIn(this.#view, tableWords);
    this.#handles.row.setAttribute("aria-label", say("table.row"));
    this.#handles.column.setAttribute("aria-label", say("table.column"));
  }

  #findTarget(): Target | undefined {
    const { state } = this.#view;
    let $pos = this.#view.hasFocus() ? state.selection.$head : undefined;
    if (this.#pointed?.isConnected === true) {
      const pos = this.#view.posAtDOM(this.#pointed, 0);
      $pos = state.doc.resolve(Math.min(pos + 1, state.doc.content.size));
    }
    const table = $pos && tableAround($pos);
    const place = table && placeAround(table, $pos!);
    const element = table && tableElement(this.#view, table.pos);
    if (table === undefined || place === undefined || element === undefined) return undefined;
    return { table, element, row: place.row, column: place.column };
  }

  #createHandle(kind: LineKind): HTMLButtonElement {
    const button = this.#root.ownerDocument.createElement("button");
    button.type = "button";
    button.className = `coscribe-table-handle is-${kind}`;
    button.tabIndex = -1;
    button.setAttribute("aria-haspopup", "menu");
    // The focus stays in the text until a menu is open.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    const drag = new LineDrag(this.#view, kind, this.#root, () => {
      return this.#target && { ...this.#target, span: this.#spanOf(kind)! };
    });
    button.addEventListener("pointerdown", (event) => drag.begin(event, button));
    button.addEventListener("click", () => {
      if (!drag.hasMoved) this.#openFrom(kind, button);
    });
    return button;
  }

  #spanOf(kind: LineKind): Span | undefined {
    if (this.#target === undefined) return undefined;
    const { table, row, column } = this.#target;
    const selected = selectedCells(this.#view.state);
    const isSelected =
      selected?.table.pos === table.pos &&
      (kind === "row"
        ? selected.span.top <= row && row <= selected.span.bottom
        : selected.span.left <= column && column <= selected.span.right);
    const [first, last] = isSelected
      ? kind === "row"
        ? [selected.span.top, selected.span.bottom]
        : [selected.span.left, selected.span.right]
      : kind === "row"
        ? [row, row]
        : [column, column];
    const { rows, columns } = table.grid;
    return kind === "row"
      ? { top: first, bottom: last, left: 0, right: columns.length - 1 }
      : { top: 0, bottom: rows.length - 1, left: first, right: last };
  }

  /** Selects the row or column of a handle and opens its menu. */
  #openFrom(kind: LineKind, button: HTMLElement): void {
    const span = this.#spanOf(kind);
    if (this.#target === undefined || span === undefined) return;
    const { state } = this.#view;
    const cells = cellsIn(state.doc, this.#target.table, span);
    if (cells === undefined) return;
    this.#view.focus();
    this.#view.dispatch(state.tr.setSelection(cells));
    this.#open(kind, button);
  }

  #open(kind: TableMenuKind, beside: Element): void {
    this.#menu?.close();
    const menu = new TableMenu(this.#frame, this.#view, kind, () => {
      this.#menu = undefined;
      this.#unplace?.();
      this.#ask();
    });
    this.#menu = menu;
    this.#unplace = autoUpdate(beside, menu.dom, () => void placeMenu(beside, menu.dom));
  }

  readonly #pointerMoved = ({ target, pointerType }: PointerEvent): void => {
    if (pointerType === "touch" || this.#root.contains(target as globalThis.Node)) return;
    const cell = (target as Element).closest("td, th") ?? undefined;
    const isOurs = cell !== undefined && this.#view.dom.contains(cell);
    const isNear = cell === undefined && (target as Element).closest("[data-table]") !== null;
    if (isNear) return;
    const pointed = isOurs ? cell : undefined;
    if (pointed === this.#pointed) return;
    this.#pointed = pointed;
    this.#ask();
  };

  readonly #pointerLeft = (): void => {
    this.#pointed = undefined;
    this.#ask();
  };

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !event.altKey || event.ctrlKey || event.metaKey) return;
    const { selection } = this.#view.state;
    if (!this.#view.editable || selectedCells(this.#view.state) === undefined) return;
    event.preventDefault();
    const { node } = this.#view.domAtPos(selection.head);
    this.#open("cells", "closest" in node ? (node as Element) : node.parentElement!);
  };
}

function moveTo(element: HTMLElement, left: number, top: number): void {
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

async function placeMenu(beside: Element, menu: HTMLElement): Promise<void> {
  const { x, y } = await computePosition(beside, menu, {
    placement: "bottom-start",
    middleware: [
      offset(6),
      flip({ padding: 8 }),
      shift({ padding: 8 }),
      size({
        padding: 8,
        apply: ({ availableHeight }) => {
          menu.style.maxHeight = `${Math.max(120, availableHeight)}px`;
        },
      }),
    ],
  });
  moveTo(menu, x, y);
}
