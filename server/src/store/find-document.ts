/** Finds out what the database has of a document, without reading its records. */

import type { DocumentName } from "@coscribe/shared";
import type { Sequence } from "./document-store.ts";
import type { KeyValueDatabase } from "./key-value.ts";
import {
  headKey,
  leftoverKey,
  prefixOfRecord,
  recordPrefix,
  recordRange,
  recordsOfName,
  sequenceOfRecord,
} from "./level-keys.ts";
import { decodeHead, type Head } from "./level-values.ts";
import { damagedDocument, StoreError } from "./store-error.ts";

/** A document that has at least one record. */
export interface StoredDocument extends Head {
  /** Sequence of the last update; 0 where there is only a base and it has no update in it. */
  readonly last: Sequence;
}

/**
 * The document of that name, or undefined where there is none. Rejects with `damaged` where there
 * must have been one: its head is not what was written, or is missing while records are there.
 */
export async function findDocument(
  database: KeyValueDatabase,
  name: DocumentName,
): Promise<StoredDocument | undefined> {
  try {
    const key = headKey(name);
    const value = await database.get(key);
    if (value === undefined) {
      await checkNoRecords(database, name);
      return undefined;
    }
    const head = decodeHead(key, value);
    if (head === undefined) throw damagedDocument(name, "its head is not what was written");
    return { ...head, last: await lastSequence(database, name, head) };
  } catch (error) {
    if (!(error instanceof StoreError && error.code === "damaged")) throw error;
    if (error.document !== undefined) throw error;
    throw damagedDocument(name, "the database cannot read its head", { cause: error });
  }
}

async function lastSequence(
  database: KeyValueDatabase,
  name: DocumentName,
  head: Head,
): Promise<Sequence> {
  const records = recordRange(recordPrefix(name, head.generation));
  const [key] = await database.keys(records, { reverse: true, limit: 1 });
  return key === undefined ? head.through : Math.max(head.through, sequenceOfRecord(key));
}

/** Records without a head are there only while a deleted document's are still being removed. */
async function checkNoRecords(database: KeyValueDatabase, name: DocumentName): Promise<void> {
  const [key] = await database.keys(recordsOfName(name), { limit: 1 });
  if (key === undefined) return;
  const leftover = await database.get(leftoverKey(prefixOfRecord(key)));
  if (leftover === undefined) {
    throw damagedDocument(name, "its head is missing, but not its records");
  }
}
