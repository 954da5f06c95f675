/** Finds out what the database has of a document, without reading its records. */

import type { DocumentName } from "@coscribe/shared";
import type { LogDamage, Sequence } from "../document-store.ts";
import type { KeyValueDatabase } from "./key-value.ts";
import {
  headKey,
  leftoverKey,
  maxSequence,
  prefixOfRecord,
  recordKey,
  recordPrefix,
  recordRange,
  recordsOfName,
  generationOfPrefix,
  sequenceOfRecord,
} from "./key-layout.ts";
import { decodeHead, type Head } from "./value-layout.ts";
import { StoreError } from "../store-error.ts";

/** A document that has at least one record, or had. */
export interface StoredDocument extends Head {
  /** What is wrong with its head; empty where nothing is. */
  readonly damage: readonly LogDamage[];
}

/**
 * The document of that name, or undefined where there is none. Where its head is damaged or missing,
 * but not its records, those tell what the head said, as far as they can.
 */
export async function findDocument(
  database: KeyValueDatabase,
  name: DocumentName,
): Promise<StoredDocument | undefined> {
  const head = await readHead(database, name);
  if (typeof head === "object") {
    const last = await lastSequence(database, recordPrefix(name, head.generation), head.last);
    return { ...head, last, damage: [] };
  }
  const found = await findRecords(database, name);
  if (head === "missing" && found === undefined) return undefined;
  // Where nothing is left, whatever is found under the name is another history.
  const unknown = { generation: noGeneration, last: 0 };
  const damage = [{ sequence: undefined, problem: `its head is ${head}` }];
  return { ...(found ?? unknown), through: 0, damage };
}

const noGeneration = Buffer.alloc(6).toString("base64url");

async function readHead(
  database: KeyValueDatabase,
  name: DocumentName,
): Promise<Head | "missing" | "not what was written"> {
  const key = headKey(name);
  try {
    const value = await database.get(key);
    if (value === undefined) return "missing";
    return decodeHead(key, value) ?? "not what was written";
  } catch (error) {
    if (isDamage(error)) return "not what was written";
    throw error;
  }
}

/**
 * The last update there is, or `known` where there is none after it or the database cannot tell. A
 * look behind `known` first: from the end LevelDB would pass over each removed record in between.
 */
async function lastSequence(
  database: KeyValueDatabase,
  prefix: Buffer,
  known: Sequence,
): Promise<Sequence> {
  try {
    const behind = recordRange(prefix, known + 1);
    const [next] = await database.keys(behind, { limit: 1 });
    if (next === undefined) return known;
    const [last] = await database.keys(behind, { reverse: true, limit: 1 });
    return sequenceOfRecord(last ?? next);
  } catch (error) {
    // Whoever loads the records will meet it again.
    if (isDamage(error)) return known;
    throw error;
  }
}

/**
 * The generation of that name with the most updates, but for those whose records are still being
 * removed after a deletion.
 */
async function findRecords(
  database: KeyValueDatabase,
  name: DocumentName,
): Promise<Pick<Head, "generation" | "last"> | undefined> {
  let found: Pick<Head, "generation" | "last"> | undefined;
  const { gte, lt } = recordsOfName(name);
  for (let from = gte; ;) {
    const [key] = await database.keys({ gte: from, lt }, { limit: 1 });
    if (key === undefined) return found;
    const prefix = prefixOfRecord(key);
    const generation = generationOfPrefix(prefix, name);
    if (generation !== undefined && (await database.get(leftoverKey(prefix))) === undefined) {
      const last = await lastSequence(database, prefix, 0);
      if (found === undefined || last > found.last) found = { generation, last };
    }
    from = Buffer.concat([recordKey(prefix, maxSequence), Buffer.of(0x00)]);
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof StoreError && error.code === "damaged";
}
