/** Tells selections apart, also those of another copy of ProseMirror in the program. */

import type { Node } from "prosemirror-model";
import type { NodeSelection, Selection } from "prosemirror-state";

/** The name that ProseMirror registers the type under: "text", "node", "all", "gapcursor", … */
export function selectionType(selection: Selection): string {
  return (selection as unknown as { readonly jsonID: string }).jsonID;
}

/** The node that is selected as a whole; undefined for every other selection. */
export function selectedNode(selection: Selection): Node | undefined {
  return selectionType(selection) === "node" ? (selection as NodeSelection).node : undefined;
}
