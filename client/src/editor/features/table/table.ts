/** Tables. What they are in a document is the schema's; here they are made, walked through and changed. */

import type { Command } from "prosemirror-state";
import { isVerbatim } from "../../block-kind.ts";
import { currentTextblock } from "../../commands/selected-blocks.ts";
import type { EditorFeature } from "../../feature.ts";
import { nextCell, previousCell } from "./cell-commands.ts";
import { editTables } from "./edit-tables.ts";
import { insertTable } from "./insert-table.ts";
import { TableView } from "./table-view.ts";

/** Enter after `|--` in a line of its own puts a table there. */
const typedTable: Command = (state, dispatch, view) => {
  const block = currentTextblock(state);
  if (block?.node.textContent !== "|--" || isVerbatim(block.node)) return false;
  if (dispatch === undefined || view === undefined) return true;
  dispatch(state.tr.delete(block.pos + 1, block.pos + 1 + block.node.content.size));
  return insertTable()(view.state, dispatch, view);
};

/** See the head of this file. */
export const table: EditorFeature = {
  name: "table",
  tools: [
    {
      id: "table",
      group: "insert",
      label: "Table",
      icon: "table",
      keywords: "grid cells rows columns spreadsheet",
      typed: "|--",
      command: insertTable(),
    },
  ],
  keys: { Tab: nextCell, "Shift-Tab": previousCell, Enter: typedTable },
  plugins: () => [editTables()],
  nodeViews: { table: (node, view) => new TableView(node, view.dom.ownerDocument) },
  commands: {
    insertTable: ({ rows, columns }) => insertTable(rows, columns),
  },
};
