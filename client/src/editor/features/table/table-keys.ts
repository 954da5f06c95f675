/** What keys do in a table. All that they do not is done as it is everywhere else. */

import { Selection, type Command } from "prosemirror-state";
import { CellSelection } from "../../cell-selection.ts";
import { arrow, extend, leaveTable, stayInCell } from "./cell-commands.ts";
import { deleteSelected, insertBeside, moveSelected } from "./line-commands.ts";

/** With cells selected, a key that would be about text goes to the first of them. */
const toText: Command = ({ selection, doc, tr }, dispatch) => {
  if (!(selection instanceof CellSelection)) return false;
  dispatch?.(tr.setSelection(Selection.near(doc.resolve(selection.from), 1)).scrollIntoView());
  return true;
};

/** By their names. */
export const tableKeys: Readonly<Record<string, Command>> = {
  Enter: toText,
  Escape: toText,
  Backspace: stayInCell("before"),
  "Mod-Backspace": stayInCell("before"),
  "Shift-Backspace": stayInCell("before"),
  Delete: stayInCell("behind"),
  "Mod-Delete": stayInCell("behind"),
  "Mod-Enter": leaveTable,
  ArrowUp: arrow("up"),
  ArrowDown: arrow("down"),
  "Shift-ArrowUp": extend("up"),
  "Shift-ArrowDown": extend("down"),
  "Shift-ArrowLeft": extend("left"),
  "Shift-ArrowRight": extend("right"),
  "Mod-Alt-ArrowUp": insertBeside("row", "before"),
  "Mod-Alt-ArrowDown": insertBeside("row", "after"),
  "Mod-Alt-ArrowLeft": insertBeside("column", "before"),
  "Mod-Alt-ArrowRight": insertBeside("column", "after"),
  "Mod-Alt-Shift-ArrowUp": moveSelected("row", "back"),
  "Mod-Alt-Shift-ArrowDown": moveSelected("row", "on"),
  "Mod-Alt-Shift-ArrowLeft": moveSelected("column", "back"),
  "Mod-Alt-Shift-ArrowRight": moveSelected("column", "on"),
  "Mod-Alt-Backspace": deleteSelected("row"),
  "Mod-Alt-Shift-Backspace": deleteSelected("column"),
};
