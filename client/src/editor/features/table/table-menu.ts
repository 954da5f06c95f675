/**
 * A menu beside a table, for the keyboard, the mouse and touch: arrows go from item to item, Escape and
 * a click elsewhere close it, and the focus goes back to the text.
 */

import { tableTints } from "@coscribe/shared/schema";
import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { mergeSelected, splitSelected } from "./cell-commands.ts";
import {
  alignColumns,
  deleteSelected,
  deleteTable,
  insertBeside,
  moveSelected,
  sortBy,
  tintLines,
  tintSelected,
  toggleHeaders,
} from "./line-commands.ts";
import { stepWidth } from "./column-width.ts";
import { selectedCells } from "./operate.ts";
import type { TableWords } from "./table-words.ts";

/** What a menu is about. */
export type TableMenuKind = "row" | "column" | "cells";

/** A line of a menu. */
interface MenuItem {
  readonly label: string;
  readonly command: Command;
  /** For something that is so or not. */
  readonly isChecked?: boolean;
  /** A colour, which is shown and not written. */
  readonly tint?: string;
}

/** An open menu. */
export class TableMenu {
  readonly dom: HTMLElement;
  readonly #view: EditorView;
  readonly #closed: () => void;

  /** Opens the menu in `parent`; `closed` is called when it is closed. */
  constructor(
    parent: HTMLElement,
    view: EditorView,
    kind: TableMenuKind,
    words: TableWords,
    closed: () => void,
  ) {
    this.#view = view;
    this.#closed = closed;
    this.dom = parent.ownerDocument.createElement("div");
    this.dom.className = "coscribe-table-menu";
    this.dom.setAttribute("role", "menu");
    this.dom.setAttribute("aria-label", words[kind]);
    for (const group of groupsFor(kind, view, words)) this.#addGroup(group, words);
    this.dom.addEventListener("keydown", this.#keyDown);
    parent.append(this.dom);
    parent.ownerDocument.addEventListener("pointerdown", this.#pointed, true);
    this.#items[0]?.focus({ preventScroll: true });
  }

  /** Takes it away; with `isLeft` the focus stays where it went. */
  close(isLeft = false): void {
    if (!this.dom.isConnected) return;
    this.dom.ownerDocument.removeEventListener("pointerdown", this.#pointed, true);
    this.dom.remove();
    if (!isLeft) this.#view.focus();
    this.#closed();
  }

  get #items(): HTMLElement[] {
    return [...this.dom.querySelectorAll<HTMLElement>("button")];
  }

  #addGroup(items: readonly MenuItem[], words: TableWords): void {
    const { ownerDocument: document } = this.dom;
    // Only what can be done here is offered.
    const possible = items.filter(({ command }) =>
      command(this.#view.state, undefined, this.#view),
    );
    if (possible.length === 0) return;
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    const isColours = possible.every(({ tint }) => tint !== undefined);
    if (isColours) {
      group.className = "coscribe-table-tints";
      group.setAttribute("aria-label", words.colour);
    }
    group.append(...possible.map((item) => this.#button(item)));
    this.dom.append(group);
  }

  #button({ label, command, isChecked, tint }: MenuItem): HTMLButtonElement {
    const button = this.dom.ownerDocument.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.setAttribute("role", isChecked === undefined ? "menuitem" : "menuitemcheckbox");
    if (isChecked !== undefined) button.setAttribute("aria-checked", String(isChecked));
    if (tint === undefined) button.textContent = label;
    else {
      button.dataset["tint"] = tint;
      button.setAttribute("aria-label", label);
      button.title = label;
    }
    button.addEventListener("click", () => {
      this.close();
      command(this.#view.state, this.#view.dispatch.bind(this.#view), this.#view);
    });
    return button;
  }

  readonly #pointed = ({ target }: Event): void => {
    if (!this.dom.contains(target as globalThis.Node)) this.close(true);
  };

  readonly #keyDown = (event: KeyboardEvent): void => {
    const items = this.#items;
    const at = items.indexOf(this.dom.ownerDocument.activeElement as HTMLElement);
    const target = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (event.key === "Escape" || event.key === "Tab") this.close();
    else if (target !== undefined) items.at(target % items.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function groupsFor(kind: TableMenuKind, view: EditorView, words: TableWords): MenuItem[][] {
  const rows = [...rowGroups(view, words)];
  const columns = [...columnGroups(view, words)];
  switch (kind) {
    case "row":
      return [...rows, tints(words, (tint) => tintLines("row", tint)), [deleteRow(words)]];
    case "column":
      return [...columns, tints(words, (tint) => tintLines("column", tint)), [deleteColumn(words)]];
    case "cells":
      return [
        [
          { label: words.merge, command: mergeSelected },
          { label: words.split, command: splitSelected },
        ],
        ...rows,
        ...columns,
        tints(words, tintSelected),
        [deleteRow(words), deleteColumn(words), { label: words.deleteTable, command: deleteTable }],
      ];
  }
}

function rowGroups(view: EditorView, words: TableWords): MenuItem[][] {
  const { table, span } = selectedCells(view.state) ?? {};
  const header: MenuItem = {
    label: words.headerRow,
    command: toggleHeaders("row"),
    isChecked: table?.grid.hasHeaderRow === true,
  };
  return [
    [
      { label: words.insertRowBefore, command: insertBeside("row", "before") },
      { label: words.insertRowAfter, command: insertBeside("row", "after") },
      { label: words.moveRowBack, command: moveSelected("row", "back") },
      { label: words.moveRowOn, command: moveSelected("row", "on") },
    ],
    span?.top === 0 ? [header] : [],
  ];
}

function columnGroups(view: EditorView, words: TableWords): MenuItem[][] {
  const { table, span } = selectedCells(view.state) ?? {};
  const align = table?.table.grid.columns[span?.left ?? 0]?.align;
  const header: MenuItem = {
    label: words.headerColumn,
    command: toggleHeaders("column"),
    isChecked: table?.grid.hasHeaderColumn === true,
  };
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  return [
    [
      { label: words.insertColumnBefore, command: insertBeside("column", "before") },
      { label: words.insertColumnAfter, command: insertBeside("column", "after") },
      { label: words.moveColumnBack, command: moveSelected("column", "back") },
      { label: words.moveColumnOn, command: moveSelected("column", "on") },
    ],
    span?.left === 0 ? [header] : [],
    [
      { label: words.alignStart, command: alignColumns(""), isChecked: align === "" },
      { label: words.alignCenter, command: alignColumns("center"), isChecked: align === "center" },
      { label: words.alignEnd, command: alignColumns("end"), isChecked: align === "end" },
    ],
    [
      { label: words.sortUp, command: sortBy("up", locale) },
      { label: words.sortDown, command: sortBy("down", locale) },
    ],
    [
      { label: words.wider, command: stepWidth(1) },
      { label: words.narrower, command: stepWidth(-1) },
      { label: words.widthAsItComes, command: stepWidth(0) },
    ],
  ];
}

function tints(words: TableWords, commandOf: (tint: string) => Command): MenuItem[] {
  return [
    { label: words.noColour, command: commandOf(""), tint: "" },
    ...tableTints.map((tint) => ({ label: words.colours[tint], command: commandOf(tint), tint })),
  ];
}

function deleteRow(words: TableWords): MenuItem {
  return { label: words.deleteRow, command: deleteSelected("row") };
}

function deleteColumn(words: TableWords): MenuItem {
  return { label: words.deleteColumn, command: deleteSelected("column") };
}
