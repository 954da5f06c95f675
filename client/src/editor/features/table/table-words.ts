/** What is said in menus and to screen readers about tables. */

import type { tableTints } from "@coscribe/shared/schema";

/** By what it is for; see {@link tableWords}. */
export interface TableWords {
  readonly row: string;
  readonly column: string;
  readonly cells: string;
  readonly insertRowBefore: string;
  readonly insertRowAfter: string;
  readonly insertColumnBefore: string;
  readonly insertColumnAfter: string;
  readonly moveRowBack: string;
  readonly moveRowOn: string;
  readonly moveColumnBack: string;
  readonly moveColumnOn: string;
  readonly headerRow: string;
  readonly headerColumn: string;
  readonly alignStart: string;
  readonly alignCenter: string;
  readonly alignEnd: string;
  readonly sortUp: string;
  readonly sortDown: string;
  readonly wider: string;
  readonly narrower: string;
  readonly widthAsItComes: string;
  readonly merge: string;
  readonly split: string;
  readonly noColour: string;
  readonly colour: string;
  readonly colours: Readonly<Record<(typeof tableTints)[number], string>>;
  readonly deleteRow: string;
  readonly deleteColumn: string;
  readonly deleteTable: string;
  /** The width of a column, with its number. */
  readonly widthOf: (column: number) => string;
}

/** In English. */
export const tableWords: TableWords = {
  row: "Row",
  column: "Column",
  cells: "Table",
  insertRowBefore: "Insert row above",
  insertRowAfter: "Insert row below",
  insertColumnBefore: "Insert column before",
  insertColumnAfter: "Insert column after",
  moveRowBack: "Move row up",
  moveRowOn: "Move row down",
  moveColumnBack: "Move column back",
  moveColumnOn: "Move column on",
  headerRow: "Header row",
  headerColumn: "Header column",
  alignStart: "Align to the start",
  alignCenter: "Center",
  alignEnd: "Align to the end",
  sortUp: "Sort A to Z",
  sortDown: "Sort Z to A",
  wider: "Wider",
  narrower: "Narrower",
  widthAsItComes: "Fit width to content",
  merge: "Merge cells",
  split: "Split cell",
  noColour: "No colour",
  colour: "Colour",
  colours: {
    gray: "Gray",
    brown: "Brown",
    red: "Red",
    orange: "Orange",
    yellow: "Yellow",
    green: "Green",
    teal: "Teal",
    blue: "Blue",
    purple: "Purple",
    pink: "Pink",
  },
  deleteRow: "Delete row",
  deleteColumn: "Delete column",
  deleteTable: "Delete table",
  widthOf: (column) => `Width of column ${column}`,
};
