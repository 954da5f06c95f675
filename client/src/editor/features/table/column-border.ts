/**
 * The border of a column, which can be drawn to make it wider or narrower. What is written is how wide
 * it is in the end, once; until then only one's own screen shows it.
 */

import { columnWidths } from "@coscribe/shared/schema";
import type { EditorView } from "prosemirror-view";
import { tableAt, type TableOnScreen } from "../../table-on-screen.ts";
import { widthsChange } from "./column-width.ts";
import { operate } from "./operate.ts";
import { columnExtents, widthsOnScreen } from "./table-geometry.ts";
import { showWidths } from "./table-view.ts";
import { wordsIn } from "../../say.ts";
import { tableWords } from "./table-words.ts";

/** See the head of this file. */
export class ColumnBorder {
  readonly dom: HTMLElement;
  readonly #view: EditorView;
  #table: TableOnScreen | undefined;
  #element: HTMLTableElement | undefined;
  #column = 0;
  #isDrawn = false;

  constructor(view: EditorView) {
    this.#view = view;
    this.dom = view.dom.ownerDocument.createElement("div");
    this.dom.className = "coscribe-table-border";
    this.dom.setAttribute("role", "separator");
    this.dom.setAttribute("aria-orientation", "vertical");
    this.dom.addEventListener("pointerdown", this.#pressed);
    this.dom.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Whether it is being drawn right now. */
  get isDrawn(): boolean {
    return this.#isDrawn;
  }

  /** Lies at the end of a column of `table`; `frame` is where it is placed in. */
  place(table: TableOnScreen, column: number, element: HTMLTableElement, frame: DOMRect): void {
    this.#table = table;
    this.#element = element;
    this.#column = column;
    const extent = columnExtents(element, table)[column];
    const box = element.getBoundingClientRect();
    const shown = element.parentElement!.getBoundingClientRect();
    this.dom.hidden =
      extent === undefined || extent.end < shown.left - 1 || extent.end > shown.right + 1;
    if (extent === undefined) return;
    const say = wordsIn(this.#view, tableWords);
    this.dom.setAttribute("aria-label", say("table.widthOf", { column: column + 1 }));
    this.dom.setAttribute("aria-valuenow", String(Math.round(Math.abs(extent.end - extent.start))));
    this.dom.style.left = `${extent.end - frame.left}px`;
    this.dom.style.top = `${box.top - frame.top}px`;
    this.dom.style.height = `${box.height}px`;
  }

  readonly #pressed = (event: PointerEvent): void => {
    const [table, element] = [this.#table, this.#element];
    const widths = table && widthsOnScreen(this.#view, table);
    const id = table?.grid.columns[this.#column]?.id;
    if (event.button !== 0 || element === undefined || widths === undefined || id === undefined)
      return;
    event.preventDefault();
    const first = widths.get(id)!;
    const sign = getComputedStyle(element).direction === "rtl" ? -1 : 1;
    const start = Number.parseFloat(this.dom.style.left);
    let width = first;
    this.#isDrawn = true;
    const moved = ({ clientX }: PointerEvent): void => {
      const wanted = first + sign * (clientX - event.clientX);
      width = Math.min(columnWidths.most, Math.max(columnWidths.least, wanted));
      show(element, new Map([...widths, [id, width]]));
      this.dom.style.left = `${start + sign * (width - first)}px`;
    };
    const ended = ({ type }: Event): void => {
      this.dom.removeEventListener("pointermove", moved);
      this.dom.removeEventListener("pointerup", ended);
      this.dom.removeEventListener("pointercancel", ended);
      this.#isDrawn = false;
      const isMeant = type === "pointerup" && Math.round(width) !== Math.round(first);
      if (!isMeant || !this.#write(table!, new Map([...widths, [id, width]]))) {
        show(element, hasWidths(table!) ? widths : new Map());
      }
    };
    this.dom.setPointerCapture(event.pointerId);
    this.dom.addEventListener("pointermove", moved);
    this.dom.addEventListener("pointerup", ended);
    this.dom.addEventListener("pointercancel", ended);
  };

  /** False if the table is not there any more. */
  #write({ pos }: TableOnScreen, widths: ReadonlyMap<string, number>): boolean {
    const view = this.#view;
    const now = tableAt(view.state.doc, pos);
    if (now === undefined || !now.grid.columns.some(({ id }) => widths.has(id))) return false;
    const plan = { operation: () => widthsChange(widths) };
    return operate(now, plan, view.state, view.dispatch.bind(view), view);
  }
}

function hasWidths({ table }: TableOnScreen): boolean {
  return table.grid.columns.some(({ width }) => width !== undefined);
}

function show(element: HTMLTableElement, widths: ReadonlyMap<string, number>): void {
  const columns = element.querySelector("colgroup");
  if (columns !== null) showWidths(element, columns, [...widths.values()]);
}
