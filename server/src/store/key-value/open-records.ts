/**
 * The records of one log as they are now, read from its database, without the dead updates in front of
 * them, of which there may be hundreds of thousands: LevelDB would look at each. The base is read last. If a
 * compaction comes in between, it is newer than the updates, and replaces some of them. If it is older than
 * it should be, a disk has lost the new one, and perhaps not the updates that it replaced: they are read.
 */

import type { DocumentName } from "@coscribe/shared";
import { inTurns } from "../../clock.ts";
import type { LoadedBatch, Sequence } from "../document-store.ts";
import { StoreError } from "../store-error.ts";
import { recordKey, recordRange, rescuedKey } from "./key-layout.ts";
import type { Cursor, KeyValueDatabase } from "./key-value.ts";
import type { RecordSource } from "./read-log.ts";
import { largeValueBytes, unsealed, type LogRecord, type RecordCodec } from "./value-layout.ts";

/** See the head of this file. */
export class OpenRecords implements RecordSource {
  readonly #database: Pick<KeyValueDatabase, "get" | "values">;
  readonly #prefix: Buffer;
  readonly #codec: RecordCodec;
  readonly #through: Sequence;
  readonly #cursor: Cursor;
  /** Updates that the base should have replaced. */
  #olderCursor: Cursor | undefined;
  #isBaseNext: boolean;

  /** Those whose keys begin with `prefix`; `through` is the last update in the base. */
  constructor(
    database: Pick<KeyValueDatabase, "get" | "values">,
    prefix: Buffer,
    codec: RecordCodec,
    through: Sequence,
  ) {
    this.#database = database;
    this.#prefix = prefix;
    this.#codec = codec;
    this.#through = through;
    this.#isBaseNext = through > 0;
    this.#cursor = database.values(recordRange(prefix, this.#isBaseNext ? through + 1 : 0));
  }

  /** See {@link RecordSource.next}. */
  async next(): Promise<readonly (LogRecord | undefined)[]> {
    if (this.#isBaseNext) {
      this.#isBaseNext = false;
      const value = await this.#valueOf(0);
      const base = value && (await this.#decode(value));
      if (base?.type === "base" && base.through < this.#through) {
        const older = recordRange(this.#prefix, base.through + 1, this.#through);
        this.#olderCursor = this.#database.values(older);
      }
      if (value !== undefined) return [base];
    }
    const values = await this.#nextValues();
    // Mostly none of them is large, and there may be hundreds of thousands.
    if (!values.some(isLarge)) return values.map((value) => this.#codec.decode(value));
    return Promise.all(values.map((value) => this.#decode(value)));
  }

  /** See {@link RecordSource.get}. */
  async get(sequence: Sequence): Promise<LogRecord | undefined> {
    const value = await this.#valueOf(sequence).catch(undefinedIfDamaged);
    return value && this.#decode(value);
  }

  /** Ends reading. May be called again. */
  async end(): Promise<void> {
    await Promise.all([this.#olderCursor?.end(), this.#cursor.end()]);
  }

  async #nextValues(): Promise<readonly Buffer[]> {
    const older = (await this.#olderCursor?.next()) ?? [];
    return older.length > 0 ? older : this.#cursor.next();
  }

  async #decode(value: Buffer): Promise<LogRecord | undefined> {
    if (!isLarge(value)) return this.#codec.decode(value);
    return inTurns(this.#codec.decodeInSteps(value));
  }

  #valueOf(sequence: Sequence): Promise<Buffer | undefined> {
    return this.#database.get(recordKey(this.#prefix, sequence));
  }
}

function isLarge(value: Buffer): boolean {
  return value.length > largeValueBytes;
}

/** What was rescued of a document, as the last batch of its log. */
export async function readRescued(
  database: Pick<KeyValueDatabase, "get">,
  name: DocumentName,
  through: Sequence,
): Promise<LoadedBatch> {
  const key = rescuedKey(name);
  const value = await database.get(key).catch(undefinedIfDamaged);
  const document = value && unsealed(key, value);
  if (document !== undefined) return { updates: [document], through };
  const problem = "what was kept of it elsewhere is missing or not what was written";
  return { updates: [], through, damage: [{ sequence: undefined, problem }] };
}

/** What cannot be read because it is damaged counts as not there. Throws what is not damage. */
export function undefinedIfDamaged(error: unknown): undefined {
  if (!(error instanceof StoreError && error.code === "damaged")) throw error;
}
