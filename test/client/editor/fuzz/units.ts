/**
 * The letters of a document by the Yjs items that hold them: what a letter says may be there many
 * times, but its name is there once. Line breaks and objects in text are letters too.
 */

import { letterIds, type Flow } from "@coscribe/shared/flow";
import { cellsOf } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";

/** A letter's client and clock. Undo makes letters anew, with other names. */
export type UnitName = string;

/** The letters of `doc`, which shows `flow`, by their positions; those in cells included. */
export function unitsOf(flow: Flow, doc: Node): Map<number, UnitName> {
  const units = new Map<number, UnitName>();
  collect(flow, doc, 0, units);
  return units;
}

/** `start` is the position where the content of `holder` begins. */
function collect(flow: Flow, holder: Node, start: number, units: Map<number, UnitName>): void {
  if (flow.blocks.length === 0) return;
  holder.forEach((node, offset, index) => {
    const inside = start + offset + 1;
    const block = flow.blocks[index]!;
    if (node.isTextblock) {
      letterIds(flow, block.id).forEach(({ client, clock }, i) => {
        units.set(inside + i, `${client}:${clock}`);
      });
      return;
    }
    const cells = cellsOf(block) ?? [];
    node.forEach((cell, place, number) => {
      collect(cells[number]!.flow, cell, inside + place + 1, units);
    });
  });
}
