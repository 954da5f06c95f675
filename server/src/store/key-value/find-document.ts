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
  rescueNoteKey,
  generationOfPrefix,
  sequenceOfRecord,
} from "./key-layout.ts";
import { mayHaveMarks } from "./format-version.ts";
import { decodeHead, decodeRescueNote, type Head, type RescueNote } from "./value-layout.ts";
import { StoreError } from "../store-error.ts";

type Readable = Pick<KeyValueDatabase, "get" | "keys">;

/** A document that has at least one record, or had. */
export interface StoredDocument extends Head {
  /** What is wrong with its head; empty where nothing is. */
  readonly damage: readonly LogDamage[];
  /** What is wrong with the document, where the server has kept what it had of it in memory. */
  readonly rescue: LogDamage | undefined;
}

/**
 * The document of that name, or undefined where there is none. Where its head is damaged or missing,
 * but not its records, those tell what the head said, as far as they can.
 */
export async function findDocument(
  database: Readable,
  name: DocumentName,
): Promise<StoredDocument | undefined> {
  const [head, note] = await Promise.all([readHead(database, name), readNote(database, name)]);
  const rescue = note && { sequence: undefined, problem: note.problem };
  if (typeof head === "object") {
    const last = await lastSequence(database, recordPrefix(name, head.generation), head.last);
    return { ...head, last, damage: [], rescue };
  }
  const found = await findRecords(database, name);
  if (head === "missing" && found === undefined && note === undefined) return undefined;
  // Where nothing is left, whatever is found under the name is another history.
  const unknown = { generation: note?.generation ?? noGeneration, last: 0 };
  const damage = [{ sequence: undefined, problem: `its head is ${head}` }];
  const keepsDeleted = await mayHaveMarks(database);
  return { ...(found ?? unknown), through: 0, damage, rescue, keepsDeleted };
}

const noGeneration = Buffer.alloc(6).toString("base64url");

async function readHead(
  database: Readable,
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

/** Where the note itself is damaged, that is all that is known. */
async function readNote(database: Readable, name: DocumentName): Promise<RescueNote | undefined> {
  const key = rescueNoteKey(name);
  const unreadable = { generation: noGeneration, problem: "it was found damaged" };
  try {
    const value = await database.get(key);
    return value && (decodeRescueNote(key, value) ?? unreadable);
  } catch (error) {
    if (isDamage(error)) return unreadable;
    throw error;
  }
}

/**
 * The last update there is, or `known` where there is none after it or the database cannot tell. A
 * look behind `known` first: from the end LevelDB would pass over each removed record in between.
 */
async function lastSequence(
  database: Readable,
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
  database: Readable,
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
