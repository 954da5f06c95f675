/** Plugins that no letter waits for: dragging, and carets between blocks. */

import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import type { Plugin } from "prosemirror-state";
import { dropSelection } from "./drop.ts";

/** See the head of this file. None keeps anything in the state. */
export function latePlugins(): Plugin[] {
  return [
    dropSelection(),
    gapCursor(),
    dropCursor({ class: "coscribe-drop", color: false, width: 2 }),
  ];
}
