/** Plugins that no letter waits for: dragging, carets between blocks, selecting all of what is only read. */

import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import type { Plugin } from "prosemirror-state";
import { dropSelection } from "./drop.ts";
import { selectAllToRead } from "./select-all.ts";

/** See the head of this file. None keeps anything in the state. */
export function latePlugins(): Plugin[] {
  return [
    dropSelection(),
    selectAllToRead(),
    gapCursor(),
    dropCursor({ class: "coscribe-drop", color: false, width: 2 }),
  ];
}
