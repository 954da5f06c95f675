/** What stands in a database, key by key: which documents there are, and what belongs to none. */

import type { DocumentName } from "@coscribe/shared";
import type { KeyValueDatabase } from "../key-value/key-value.ts";
import { unsealed } from "../key-value/value-layout.ts";
import {
  everything,
  formatKey,
  generationOfPrefix,
  isLeftoverKey,
  isMetadataKey,
  isRecordKey,
  nameOfKey,
  prefixOfRecord,
} from "../key-value/key-layout.ts";

/** What {@link survey} found. */
export interface Survey {
  /** Everybody who has a head or a record, and the generations of the records. */
  readonly documents: ReadonlyMap<DocumentName, ReadonlySet<string>>;
  /**
   * Keys of no document: none that this layout has, leftovers, of which there is none that can be read
   * once a store has been opened, and metadata that are not what was written.
   */
  readonly strays: readonly Buffer[];
}

const keysPerPage = 10_000;

/** Reads all keys of the database of a store that has been opened. */
export async function survey(database: Pick<KeyValueDatabase, "keys" | "get">): Promise<Survey> {
  const documents = new Map<DocumentName, Set<string>>();
  const strays: Buffer[] = [];
  for await (const key of allKeys(database)) {
    if (key.equals(formatKey)) continue;
    if (isMetadataKey(key) && (await isSound(database, key))) continue;
    const name = nameOfKey(key);
    const generation = name && isRecordKey(key) && generationOfPrefix(prefixOfRecord(key), name);
    if (name === undefined || generation === undefined || isLeftoverKey(key)) {
      strays.push(key);
      continue;
    }
    const generations = documents.get(name) ?? new Set();
    documents.set(name, generations);
    if (generation !== false) generations.add(generation);
  }
  return { documents, strays };
}

async function isSound(database: Pick<KeyValueDatabase, "get">, key: Buffer): Promise<boolean> {
  const value = await database.get(key);
  return value !== undefined && unsealed(key, value) !== undefined;
}

async function* allKeys(
  database: Pick<KeyValueDatabase, "keys">,
): AsyncGenerator<Buffer, void, undefined> {
  const { gte, lte } = everything;
  for (let from = gte; ;) {
    const keys = await database.keys({ gte: from, lte }, { limit: keysPerPage });
    yield* keys;
    const last = keys.at(-1);
    if (last === undefined) return;
    from = Buffer.concat([last, Buffer.of(0x00)]);
  }
}
