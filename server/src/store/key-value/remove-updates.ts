/**
 * How the dead updates of a document go. A few go in the very batch that makes them dead. Of many,
 * that batch only says that they have to go (a leftover), and they go afterwards in steps, so that
 * a long tail neither fills a batch nor holds up everybody's appends. After a crash in between, the
 * store finds the leftover when it is opened, and begins again.
 */

import type { DocumentName } from "@coscribe/shared";
import type { Sequence } from "../document-store.ts";
import type { Write } from "./key-value.ts";
import { leftoverKey, recordKey, rescuedKey, rescueNoteKey } from "./key-layout.ts";
import { putLeftover, type Leftover } from "./value-layout.ts";

/** Most records that one batch removes: some 2 ms of putting it together. */
export const removalsPerBatch = 2_000;

/** How to remove some updates. */
export interface Removal {
  /** For the batch that makes them dead. */
  readonly writes: readonly Write[];
  /** What is left to do after it, where they are many. */
  readonly leftover: Leftover | undefined;
}

/** How to remove the updates `from` to `to`; none where `to` is before `from`. */
export function planRemoval(prefix: Buffer, from: Sequence, to: Sequence): Removal {
  const leftover = { from, to };
  return to - from < removalsPerBatch
    ? { writes: removeAll(prefix, leftover), leftover: undefined }
    : { writes: [putLeftover(leftoverKey(prefix), leftover)], leftover };
}

/**
 * Removes the updates of a leftover that is on disk and, with the last of them, the leftover. `write`
 * writes all or nothing.
 */
export async function removeLeftover(
  write: (writes: readonly Write[]) => Promise<void>,
  prefix: Buffer,
  leftover: Leftover,
): Promise<void> {
  for (let from = leftover.from; from <= leftover.to; from += removalsPerBatch) {
    const to = Math.min(from + removalsPerBatch - 1, leftover.to);
    const writes = removeAll(prefix, { from, to });
    if (to === leftover.to) writes.push({ type: "del", key: leftoverKey(prefix) });
    await write(writes);
  }
}

/** What removes one record: 0 is the base. */
export function removeRecord(prefix: Buffer, sequence: Sequence): Write {
  return { type: "del", key: recordKey(prefix, sequence) };
}

/** What removes what was rescued of a document. */
export function removeRescue(name: DocumentName): readonly Write[] {
  return [rescueNoteKey(name), rescuedKey(name)].map((key) => ({ type: "del", key }));
}

function removeAll(prefix: Buffer, { from, to }: Leftover): Write[] {
  const writes: Write[] = [];
  for (let sequence = from; sequence <= to; sequence++) writes.push(removeRecord(prefix, sequence));
  return writes;
}
