/**
 * How a table is drawn: as the schema says, in a frame that scrolls sideways, and with the widths of its
 * columns. These are no attribute of the elements that the schema draws: a `col` has them.
 */

import { widthsOf } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { NodeView, ViewMutationRecord } from "prosemirror-view";

/** Width of a column that says none, in a table of which another one does. In CSS pixels. */
const usualWidth = 160;

/** See the head of this file. */
export class TableView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly #table: HTMLTableElement;
  readonly #columns: HTMLElement;
  #node: Node;
  #widths = "";

  constructor(node: Node, document: Document) {
    this.dom = document.createElement("div");
    this.dom.dataset["table"] = "";
    this.#table = document.createElement("table");
    this.#columns = document.createElement("colgroup");
    this.contentDOM = document.createElement("tbody");
    this.#table.append(this.#columns, this.contentDOM);
    this.dom.append(this.#table);
    this.#node = node;
    this.#draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false;
    this.#node = node;
    this.#draw();
    return true;
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    const { type, target } = mutation;
    if (type === "attributes") return !this.contentDOM.contains(target);
    // What a browser puts beside the cells, as it may while it deletes, must not stay.
    return type !== "selection" && this.#columns.contains(target);
  }

  #draw(): void {
    const count = columnCount(this.#node);
    const said = widthsOf(this.#node.attrs).slice(0, count);
    const isFixed = said.some((width) => width !== undefined);
    const widths = Array.from({ length: isFixed ? count : 0 }, (_, i) => said[i] ?? usualWidth);
    if (widths.join() === this.#widths) return;
    this.#widths = widths.join();
    showWidths(this.#table, this.#columns, widths);
  }
}

/** Draws columns of these widths; of none, as they come. */
export function showWidths(
  table: HTMLElement,
  columns: HTMLElement,
  widths: readonly number[],
): void {
  columns.replaceChildren(
    ...widths.map((width) => {
      const column = table.ownerDocument.createElement("col");
      column.style.inlineSize = `${width}px`;
      return column;
    }),
  );
  const total = widths.reduce((sum, width) => sum + width, 0);
  table.classList.toggle("is-fixed", widths.length > 0);
  table.style.inlineSize = widths.length > 0 ? `${total}px` : "";
}

/** The columns of a table, as its first row has them. */
function columnCount({ firstChild: row }: Node): number {
  return (row?.children ?? []).reduce((sum, place) => sum + Number(place.attrs["columnSpan"]), 0);
}
