/**
 * A document's records for a backup, whether its log is open or not: read from a snapshot of the database, beside
 * whatever is written meanwhile. Everything that was on disk when it begins is in it.
 */

import type { DocumentName } from "@coscribe/shared";
import { inTurns } from "../../clock.ts";
import type { LogDamage, Sequence } from "../document-store.ts";
import { findDocument, type StoredDocument } from "../key-value/find-document.ts";
import { recordPrefix, recordRange } from "../key-value/key-layout.ts";
import type { KeyValueDatabase } from "../key-value/key-value.ts";
import { OpenRecords, readRescued } from "../key-value/open-records.ts";
import { readLog } from "../key-value/read-log.ts";
import { RecordCodec } from "../key-value/value-layout.ts";
import { StoreError } from "../store-error.ts";
import type { BackedUpState, BackupItem } from "./backup-item.ts";
import { encodeRecord } from "./record-coding.ts";

type Database = Pick<KeyValueDatabase, "get" | "keys" | "values">;

/** So often a document is begun anew that changes while it is read; then it is taken for damaged. */
const mostAttempts = 5;

/** What reading has come to: how far, or undefined where it was overtaken. */
type Outcome = { readonly state: BackedUpState; readonly damage: readonly LogDamage[] } | undefined;

/**
 * Yields a document, nothing where there is none. `known` is how a backup has it: then only what has come since
 * is read, where the base is still the same.
 */
export async function* readDocument(
  database: Database,
  name: DocumentName,
  known: BackedUpState | undefined,
): AsyncGenerator<BackupItem, void, undefined> {
  let before = known;
  for (let attempt = 1; ; attempt++) {
    // oxlint-disable-next-line no-await-in-loop -- again only where it was overtaken
    const stored = await findDocument(database, name);
    if (stored === undefined) return;
    const isContinued = before !== undefined && continues(before, stored);
    if (isContinued && before?.last === stored.last) return yield { type: "same", name };
    const after = isContinued ? before?.last : undefined;
    yield { type: "document", name, after };
    const outcome: Outcome =
      after === undefined
        ? yield* readWhole(database, name, stored)
        : yield* readTail(database, name, stored, after);
    const isDamaged = outcome !== undefined && outcome.damage.length > 0;
    if (outcome !== undefined && (!isDamaged || attempt === mostAttempts)) {
      const problem = outcome.damage[0]?.problem;
      return yield { type: "end", state: outcome.state, ...(problem !== undefined && { problem }) };
    }
    // What looks damaged may have been compacted or deleted while it was read.
    if (isDamaged && (await isAsBefore(database, name, stored))) {
      const { state, damage } = outcome;
      return yield { type: "end", state, problem: damage[0]?.problem ?? "it is damaged" };
    }
    yield { type: "dropped" };
    before = undefined;
  }
}

function continues(known: BackedUpState, stored: StoredDocument): boolean {
  return (
    stored.damage.length === 0 &&
    stored.rescue === undefined &&
    known.generation === stored.generation &&
    known.keepsDeleted === stored.keepsDeleted &&
    known.through === stored.through &&
    known.last <= stored.last
  );
}

async function isAsBefore(
  database: Database,
  name: DocumentName,
  stored: StoredDocument,
): Promise<boolean> {
  const now = await findDocument(database, name);
  return now?.generation === stored.generation && now.through === stored.through;
}

async function* readWhole(
  database: Database,
  name: DocumentName,
  stored: StoredDocument,
): AsyncGenerator<BackupItem, Outcome, undefined> {
  const { generation, keepsDeleted, rescue } = stored;
  const prefix = recordPrefix(name, generation);
  const damage: LogDamage[] = rescue === undefined ? [] : [rescue];
  let { through } = stored;
  let last = through;
  let hasBase = through === 0;
  const records = new OpenRecords(database, prefix, new RecordCodec(prefix), through);
  try {
    const expected = { exists: true, through, last: stored.last, damage: stored.damage };
    for await (const batch of readLog(records, expected)) {
      damage.push(...(batch.damage ?? []));
      if (batch.base !== undefined) {
        // Where nothing is damaged it is followed by its batch's updates.
        if (damage.length === 0) through = batch.through - batch.updates.length;
        last = through;
        yield* bytesOf(encodeRecord({ type: "base", through, bytes: batch.base }));
      }
      hasBase ||= batch.base !== undefined;
      if (!hasBase) {
        // It is missing; what there is behind it is all there is.
        through = 0;
        last = 0;
        hasBase = true;
      }
      yield* updates(batch.updates, last);
      last += batch.updates.length;
    }
    if (rescue !== undefined) {
      const { updates: rescued } = await readRescued(database, name, last);
      yield* updates(rescued, last);
      last += rescued.length;
    }
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    return undefined;
  } finally {
    await records.end();
  }
  return { state: { generation, keepsDeleted, through, last }, damage };
}

/** The updates behind `after`; overtaken where one is missing, since a compaction has absorbed it. */
async function* readTail(
  database: Database,
  name: DocumentName,
  stored: StoredDocument,
  after: Sequence,
): AsyncGenerator<BackupItem, Outcome, undefined> {
  const { generation, keepsDeleted, through } = stored;
  const prefix = recordPrefix(name, generation);
  const codec = new RecordCodec(prefix);
  const cursor = database.values(recordRange(prefix, after + 1));
  let last = after;
  try {
    for (;;) {
      const values = await cursor.next();
      if (values.length === 0) break;
      const found: Uint8Array[] = [];
      for (const value of values) {
        const record = await inTurns(codec.decodeInSteps(value));
        if (record?.type !== "update" || record.sequence !== last + found.length + 1) {
          return undefined;
        }
        found.push(record.bytes);
      }
      yield* updates(found, last);
      last += found.length;
    }
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    return undefined;
  } finally {
    await cursor.end();
  }
  if (last < stored.last) return undefined;
  return { state: { generation, keepsDeleted, through, last }, damage: [] };
}

/** Damage is told by whoever reads the whole of it; a record that was passed over is there the next time. */
function isOvertaken(error: unknown): boolean {
  return error instanceof StoreError && (error.code === "damaged" || error.code === "read-failed");
}

function* updates(
  all: readonly Uint8Array[],
  last: Sequence,
): Generator<BackupItem, void, undefined> {
  const parts = all.flatMap((bytes, index) =>
    encodeRecord({ type: "update", sequence: last + index + 1, bytes }),
  );
  if (parts.length > 0) yield* bytesOf(parts);
}

/** Small parts together, large ones by themselves, since to join them would copy them. */
function* bytesOf(parts: readonly Uint8Array[]): Generator<BackupItem, void, undefined> {
  let small: Uint8Array[] = [];
  for (const part of parts) {
    if (part.length < largeBytes) small.push(part);
    else {
      if (small.length > 0) yield { type: "bytes", bytes: Buffer.concat(small) };
      small = [];
      yield { type: "bytes", bytes: part };
    }
  }
  if (small.length > 0) yield { type: "bytes", bytes: Buffer.concat(small) };
}

const largeBytes = 64 * 1024;
