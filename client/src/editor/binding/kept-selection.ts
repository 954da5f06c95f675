/**
 * The user's own selection, kept while the document changes under it.
 *
 * A caret stays with the character before it. So when two people type at the same place, each goes
 * on behind their own last letter, and the words do not get mixed. A range takes in nothing that
 * others type at its edges.
 */

import type { Node } from "prosemirror-model";
import { AllSelection, NodeSelection, Selection, TextSelection } from "prosemirror-state";
import type { Mapping, StepMap } from "prosemirror-transform";
import type * as Y from "yjs";
import { placeOf, positionsOf, relativePosition, type SharedPlace, type Side } from "./position.ts";

/** A selection in terms of the shared document. */
export interface KeptSelection {
  readonly type: "text" | "node" | "all";
  readonly anchor: KeptEnd;
  readonly head: KeptEnd;
}

interface KeptEnd {
  readonly position: Y.RelativePosition;
  readonly side: Side;
  /** Where it was when it was kept. */
  readonly pos: number;
}

/** `selection`, which is one of `document`, which shows `fragment`. */
export function keepSelection(
  fragment: Y.XmlFragment,
  document: Node,
  selection: Selection,
): KeptSelection {
  const { anchor, head, empty } = selection;
  const keep = (pos: number, side: Side): KeptEnd => ({
    position: relativePosition(fragment, document, pos, side),
    side,
    pos,
  });
  const type = typeOf(selection);
  const isForward = anchor < head;
  return {
    type,
    anchor: keep(anchor, empty || !isForward ? "before" : "after"),
    head: keep(head, empty || isForward ? "before" : "after"),
  };
}

/**
 * The kept selection in `document`. What it belonged to may be gone; `map` then says where the
 * place went, if it is known.
 */
export function restoreSelection(
  fragment: Y.XmlFragment,
  document: Node,
  kept: KeptSelection,
  map?: StepMap | Mapping,
): Selection {
  if (kept.type === "all") return new AllSelection(document);
  const ends = [kept.anchor, kept.head];
  const places = ends.map((end) => placeOf(fragment, end.position));
  const known = places.filter((place): place is SharedPlace => place !== undefined);
  const found = positionsOf(fragment, document, known);
  const [anchor, head] = ends.map((end, i) => {
    const place = places[i];
    const isLost = place === undefined || (!place.isCertain && map !== undefined);
    const mapped = map?.map(end.pos, end.side === "before" ? -1 : 1) ?? end.pos;
    const pos = isLost ? mapped : (found[known.indexOf(place)] ?? mapped);
    return document.resolve(Math.min(pos, document.content.size));
  });
  const node = document.nodeAt(anchor!.pos);
  if (kept.type === "node" && node !== null && NodeSelection.isSelectable(node)) {
    return NodeSelection.create(document, anchor!.pos);
  }
  return TextSelection.between(anchor!, head!);
}

function typeOf(selection: Selection): KeptSelection["type"] {
  if (selection instanceof AllSelection) return "all";
  return selection instanceof NodeSelection ? "node" : "text";
}
