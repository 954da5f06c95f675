/**
 * The user's own selection, which stays where it is while the document changes under it.
 *
 * A caret stays with the character before it. So when two people type at the same place, each goes
 * on behind their own last letter, and the words do not get mixed. A range takes in nothing that
 * others type at its edges.
 */

import type { Flow } from "@coscribe/shared/flow";
import type { Node, ResolvedPos } from "prosemirror-model";
import { AllSelection, NodeSelection, TextSelection, type Selection } from "prosemirror-state";
import { selectionType } from "../selection-type.ts";
import { anchored, positionOfAnchored, type Anchored } from "./anchored.ts";
import type { HeldLetters } from "./held-letters.ts";

/** A selection in terms of the shared document. */
export interface AnchoredSelection {
  readonly type: "text" | "node" | "all";
  /** Makes one of its own type of two positions, where that type can: see {@link SelectionOfEnds}. */
  readonly between?: SelectionOfEnds["between"];
  readonly anchor: Anchored;
  readonly head: Anchored;
}

/** A selection of a type of its own that its two ends make, such as one of cells. */
export interface SelectionOfEnds {
  /** Undefined where these positions make none. */
  readonly between: ($anchor: ResolvedPos, $head: ResolvedPos) => Selection | undefined;
}

/** `selection`, whose document shows `flow`, but for one block perhaps that is `held`. */
export function anchorSelection(
  flow: Flow,
  selection: Selection,
  held?: HeldLetters,
): AnchoredSelection {
  const { $anchor, $head, empty } = selection;
  const isForward = $anchor.pos < $head.pos;
  const { between } = selection as Selection & Partial<SelectionOfEnds>;
  return {
    type: typeOf(selection),
    ...(between !== undefined && { between }),
    anchor: anchored(flow, $anchor, empty || !isForward ? "before" : "after", held),
    head: anchored(flow, $head, empty || isForward ? "before" : "after", held),
  };
}

/**
 * The selection in `document`, which shows `flow`. Where what it belonged to is gone, it is as
 * near to `otherwise` as it can be.
 */
export function restoreSelection(
  flow: Flow,
  document: Node,
  selection: AnchoredSelection,
  otherwise: number,
): Selection {
  if (selection.type === "all") return new AllSelection(document);
  const [anchor, head] = [selection.anchor, selection.head].map((end) => {
    const pos = positionOfAnchored(flow, document, end) ?? otherwise;
    return document.resolve(Math.min(pos, document.content.size));
  });
  const node = document.nodeAt(anchor!.pos);
  if (selection.type === "node" && node !== null && NodeSelection.isSelectable(node)) {
    return NodeSelection.create(document, anchor!.pos);
  }
  return selection.between?.(anchor!, head!) ?? TextSelection.between(anchor!, head!);
}

function typeOf(selection: Selection): AnchoredSelection["type"] {
  const type = selectionType(selection);
  return type === "all" || type === "node" ? type : "text";
}
