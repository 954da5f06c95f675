/**
 * Places that survive other people's edits: a letter to stay with, or a block to stand before.
 */

import {
  anchorAt,
  blockAnchor,
  flowAtAnchor,
  flowOf,
  positionOf,
  type Flow,
  type Side,
} from "@coscribe/shared/flow";
import type { Node, ResolvedPos } from "prosemirror-model";
import * as Y from "yjs";
import type { HeldLetters } from "./held-letters.ts";
import { cellPosition, placeAt, screenPosition, type CellName } from "./place.ts";

/** See the head of this file. */
export type Anchored =
  | { readonly type: "letter"; readonly anchor: Y.RelativePosition }
  /** Before the block with this id in the flow `text`, or behind its last block. */
  | { readonly type: "block"; readonly text: Y.Text; readonly id: string | undefined }
  /** In a cell of the table with this id that is not stored yet. */
  | {
      readonly type: "cell";
      readonly text: Y.Text;
      readonly id: string;
      readonly cell: CellName;
    };

/**
 * The place of `$pos` with the letter on one side of it. Its document shows `root`, but for one
 * block perhaps that is `held`.
 */
export function anchored(root: Flow, $pos: ResolvedPos, side: Side, held?: HeldLetters): Anchored {
  const { flow, block, offset, missing: cell } = placeAt(root, $pos);
  if (cell !== undefined && block !== undefined) {
    return { type: "cell", text: flow.text, id: block.id, cell };
  }
  if (offset === undefined) return { type: "block", text: flow.text, id: block?.id };
  if (block === undefined) {
    return { type: "letter", anchor: blockAnchor(flow) };
  }
  const isHeld = held !== undefined && held.block === block.id && held.text === flow.text;
  const stored = isHeld ? held.offsetIn(flow, offset) : offset;
  return { type: "letter", anchor: anchorAt(flow, { block: block.id, offset: stored }, side) };
}

/** The same as a relative position, which others can read: of a cell that is not stored, its table. */
export function relativePosition(root: Flow, place: Anchored): Y.RelativePosition {
  if (place.type === "letter") return place.anchor;
  return blockAnchor(flowOf(root, place.text) ?? root, place.id);
}

/** Where `place` is now in `doc`, which shows `root`; undefined if it is not, or no longer, in it. */
export function positionOfAnchored(root: Flow, doc: Node, place: Anchored): number | undefined {
  if (place.type === "block") {
    return screenPosition(root, doc, place.text, { block: place.id, offset: undefined });
  }
  if (place.type === "cell") {
    const start = cellPosition(root, doc, place.text, place.id, place.cell);
    // Somebody may have made it since: then this is before what is in it.
    return start === undefined ? undefined : start + 1;
  }
  const flow = flowAtAnchor(root, place.anchor);
  return flow && screenPosition(root, doc, flow.text, positionOf(flow, place.anchor));
}

/** Reads a relative position that another program sent; undefined for anything else. */
export function parseRelativePosition(json: unknown): Y.RelativePosition | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { type, tname, item, assoc } = json as Record<string, unknown>;
  const typeId = parseId(type);
  const itemId = parseId(item);
  const name = typeof tname === "string" ? tname : null;
  if (typeId === null && itemId === null && name === null) return undefined;
  return new Y.RelativePosition(typeId, name, itemId, typeof assoc === "number" ? assoc : 0);
}

function parseId(json: unknown): Y.ID | null {
  if (typeof json !== "object" || json === null) return null;
  const { client, clock } = json as Record<string, unknown>;
  return isCount(client) && isCount(clock) ? Y.createID(client, clock) : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
