/**
 * The letters of a block by the items that hold them: for those who keep an older picture of a block
 * and have to say which of its letters are where now.
 */

import { itemAt, itemsBetween } from "./inside.ts";
import { blockAt } from "./position.ts";
import type { Flow, Segment } from "./reading.ts";
import { lengthOf } from "./segment.ts";

/** Names a letter for as long as it is there. Undo makes letters anew, with other names. */
export interface LetterId {
  readonly client: number;
  readonly clock: number;
}

/** The letters of a block, in the order in which they are shown; an object in text counts as one. */
export function letterIds(flow: Flow, block: string): LetterId[] {
  return blockAt(flow, block).pieces.flatMap(({ segment }) => {
    const units = unitsOf(flow, segment);
    return segment.chunks.flatMap((chunk) => units.slice(chunk.at, chunk.at + lengthOf(chunk)));
  });
}

/** Whether a letter is there, in whatever block. */
export function isLetterThere(flow: Flow, { client, clock }: LetterId): boolean {
  const [item] = itemAt(flow.text, client, clock) ?? [];
  return item !== undefined && !item.deleted;
}

/** What counts in a segment, its marker included. */
function unitsOf(flow: Flow, { head, next }: Segment): LetterId[] {
  const units: LetterId[] = [];
  for (const item of itemsBetween(flow.text, head?.item, next)) {
    for (let i = 0; i < item.length; i++) {
      units.push({ client: item.id.client, clock: item.id.clock + i });
    }
  }
  return units;
}
