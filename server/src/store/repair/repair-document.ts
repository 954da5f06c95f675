/**
 * Makes a damaged document usable again, with what could be read of it. Its generation stays: it is
 * the same history, and a client that has more of it brings back what is missing here.
 */

import type { DocumentName } from "@coscribe/shared";
import { findDocument } from "../key-value/find-document.ts";
import type { KeyValueDatabase, Write } from "../key-value/key-value.ts";
import {
  headKey,
  recordKey,
  recordPrefix,
  recordsOfName,
  rescuedKey,
  rescueNoteKey,
} from "../key-value/key-layout.ts";
import { removeRescue } from "../key-value/remove-updates.ts";
import { putHead, RecordCodec } from "../key-value/value-layout.ts";
import { setAsideRecords } from "./set-aside.ts";

/** Most records that are removed at once. */
const removalsPerWrite = 2_000;

/** What {@link repairDocument} needs. */
export interface Repair {
  readonly name: DocumentName;
  /** What could be read of the document, as one update. */
  readonly base: Uint8Array;
  /** Where to keep all records as they are now. */
  readonly setAsidePath: string;
}

/**
 * Puts `base` in the place of everything that the database has of a document, once that has been set
 * aside. No store may have the document open. A crash leaves the old or the new; after the new, dead
 * records may be left that another repair removes.
 */
export async function repairDocument(
  database: KeyValueDatabase,
  { name, base, setAsidePath }: Repair,
): Promise<void> {
  const stored = await findDocument(database, name);
  if (stored === undefined) return;
  const { generation, last, keepsDeleted, rescue } = stored;
  const head = headKey(name);
  const records = await database.keys(recordsOfName(name));
  const rescued = rescue === undefined ? [] : [rescueNoteKey(name), rescuedKey(name)];
  await setAsideRecords(database, [head, ...rescued, ...records], setAsidePath);
  const prefix = recordPrefix(name, generation);
  const baseKey = recordKey(prefix, 0);
  await database.write([
    putHead(head, { generation, through: last, last, keepsDeleted }),
    new RecordCodec(prefix).putBase(last, base),
    ...(rescue === undefined ? [] : removeRescue(name)),
  ]);
  await removeKeys(
    database,
    records.filter((key) => !key.equals(baseKey)),
  );
}

/** Removes records of which nobody needs to know that they are going. */
export async function removeKeys(
  database: Pick<KeyValueDatabase, "write">,
  keys: readonly Buffer[],
): Promise<void> {
  for (let start = 0; start < keys.length; start += removalsPerWrite) {
    const removals = keys
      .slice(start, start + removalsPerWrite)
      .map((key): Write => ({ type: "del", key }));
    // oxlint-disable-next-line no-await-in-loop -- bounded batches, one after the other
    await database.write(removals);
  }
}
