/** Tells selections apart, also those of another copy of ProseMirror in the program. */

import type { Selection } from "prosemirror-state";

/** The name that ProseMirror registers the type under: "text", "node", "all", "gapcursor", … */
export function selectionType(selection: Selection): string {
  return (selection as unknown as { readonly jsonID: string }).jsonID;
}
