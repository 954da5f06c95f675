/**
 * A menu beside a table, for the keyboard, the mouse and touch: arrows go from item to item, Escape and
 * a click elsewhere close it, and the focus goes back to the text.
 */

import { colorNames } from "@coscribe/shared/schema";
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
import { colorWords } from "../color/color-words.ts";
import { wordsIn, type Say } from "../../say.ts";
import { tableWords } from "./table-words.ts";

type SayTable = Say<typeof tableWords & typeof colorWords>;

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
  constructor(parent: HTMLElement, view: EditorView, kind: TableMenuKind, closed: () => void) {
    const say = wordsIn(view, { ...tableWords, ...colorWords });
    this.#view = view;
    this.#closed = closed;
    this.dom = parent.ownerDocument.createElement("div");
    this.dom.className = "coscribe-table-menu";
    this.dom.setAttribute("role", "menu");
    this.dom.setAttribute("aria-label", say(`table.${kind}`));
    for (const group of groupsFor(kind, view, say)) this.#addGroup(group, say);
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

  #addGroup(items: readonly MenuItem[], say: SayTable): void {
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
      group.setAttribute("aria-label", say("table.colour"));
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

function groupsFor(kind: TableMenuKind, view: EditorView, say: SayTable): MenuItem[][] {
  const rows = [...rowGroups(view, say)];
  const columns = [...columnGroups(view, say)];
  switch (kind) {
    case "row":
      return [...rows, tints(say, (tint) => tintLines("row", tint)), [deleteRow(say)]];
    case "column":
      return [...columns, tints(say, (tint) => tintLines("column", tint)), [deleteColumn(say)]];
    case "cells":
      return [
        [
          { label: say("table.merge"), command: mergeSelected },
          { label: say("table.split"), command: splitSelected },
        ],
        ...rows,
        ...columns,
        tints(say, tintSelected),
        [
          deleteRow(say),
          deleteColumn(say),
          { label: say("table.deleteTable"), command: deleteTable },
        ],
      ];
  }
}

function rowGroups(view: EditorView, say: SayTable): MenuItem[][] {
  const { table, span } = selectedCells(view.state) ?? {};
  const header: MenuItem = {
    label: say("table.headerRow"),
    command: toggleHeaders("row"),
    isChecked: table?.grid.hasHeaderRow === true,
  };
  return [
    [
      { label: say("table.insertRowBefore"), command: insertBeside("row", "before") },
      { label: say("table.insertRowAfter"), command: insertBeside("row", "after") },
      { label: say("table.moveRowBack"), command: moveSelected("row", "back") },
      { label: say("table.moveRowOn"), command: moveSelected("row", "on") },
    ],
    span?.top === 0 ? [header] : [],
  ];
}

function columnGroups(view: EditorView, say: SayTable): MenuItem[][] {
  const { table, span } = selectedCells(view.state) ?? {};
  const align = table?.table.grid.columns[span?.left ?? 0]?.align;
  const header: MenuItem = {
    label: say("table.headerColumn"),
    command: toggleHeaders("column"),
    isChecked: table?.grid.hasHeaderColumn === true,
  };
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  return [
    [
      { label: say("table.insertColumnBefore"), command: insertBeside("column", "before") },
      { label: say("table.insertColumnAfter"), command: insertBeside("column", "after") },
      { label: say("table.moveColumnBack"), command: moveSelected("column", "back") },
      { label: say("table.moveColumnOn"), command: moveSelected("column", "on") },
    ],
    span?.left === 0 ? [header] : [],
    [
      { label: say("table.alignStart"), command: alignColumns(""), isChecked: align === "" },
      {
        label: say("table.alignCenter"),
        command: alignColumns("center"),
        isChecked: align === "center",
      },
      { label: say("table.alignEnd"), command: alignColumns("end"), isChecked: align === "end" },
    ],
    [
      { label: say("table.sortUp"), command: sortBy("up", locale) },
      { label: say("table.sortDown"), command: sortBy("down", locale) },
    ],
    [
      { label: say("table.wider"), command: stepWidth(1) },
      { label: say("table.narrower"), command: stepWidth(-1) },
      { label: say("table.widthAsItComes"), command: stepWidth(0) },
    ],
  ];
}

function tints(say: SayTable, commandOf: (tint: string) => Command): MenuItem[] {
  return [
    { label: say("table.noColour"), command: commandOf(""), tint: "" },
    ...colorNames.map((tint) => ({ label: say(`color.${tint}`), command: commandOf(tint), tint })),
  ];
}

function deleteRow(say: SayTable): MenuItem {
  return { label: say("table.deleteRow"), command: deleteSelected("row") };
}

function deleteColumn(say: SayTable): MenuItem {
  return { label: say("table.deleteColumn"), command: deleteSelected("column") };
}
