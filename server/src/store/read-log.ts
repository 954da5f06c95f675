/**
 * Reads the records of one document in order and checks that they are what was written, all of
 * them: this is where damage is noticed. LevelDB itself drops records it cannot read without a
 * word, so each has a checksum and the sequences have no holes. What cannot be noticed is the loss
 * of a log's last records, with nothing after them.
 */

import type { DocumentName } from "@coscribe/shared";
import type { LoadedBatch, Sequence } from "./document-store.ts";
import type { Cursor } from "./key-value.ts";
import type { LogRecord, RecordCodec } from "./level-values.ts";
import { damagedDocument, StoreError } from "./store-error.ts";

/** What must be found at least; a commit that is just arriving may bring more. */
export interface ExpectedLog {
  /** The document. */
  readonly name: DocumentName;
  /** False only for a document without any record yet. */
  readonly exists: boolean;
  /** The last update in the base. */
  readonly through: Sequence;
  /** The last update of all. */
  readonly last: Sequence;
}

/**
 * Yields a log batch by batch, as the cursor delivers it. Throws `damaged` at the first record that
 * is not as expected. The caller ends the cursor.
 */
export async function* readLog(
  cursor: Cursor,
  codec: Pick<RecordCodec, "decode">,
  expected: ExpectedLog,
): AsyncGenerator<LoadedBatch, void, undefined> {
  const check = new LogCheck(expected);
  for (;;) {
    const values = await check.read(cursor);
    if (values.length === 0) break;
    const updates: Uint8Array[] = [];
    let base: Uint8Array | undefined;
    for (const value of values) {
      const record = check.accept(codec.decode(value));
      if (record?.type === "base") base = record.bytes;
      if (record?.type === "update") updates.push(record.bytes);
    }
    const through = check.position;
    if (base !== undefined) yield { base, updates, through };
    else if (updates.length > 0) yield { updates, through };
  }
  check.end();
}

/** Follows the records of one log and throws where one is missing or wrong. */
class LogCheck {
  readonly #expected: ExpectedLog;
  #isEmpty = true;
  #baseThrough: Sequence = 0;
  #position: Sequence = 0;

  constructor(expected: ExpectedLog) {
    this.#expected = expected;
  }

  /** Sequence of the last record accepted. */
  get position(): Sequence {
    return this.#position;
  }

  async read(cursor: Cursor): Promise<readonly Buffer[]> {
    try {
      return await cursor.next();
    } catch (error) {
      if (!(error instanceof StoreError && error.code === "damaged")) throw error;
      throw this.#damaged(this.#next, `nothing can be read from ${title(this.#next)} on`, error);
    }
  }

  /** The record itself, or undefined for one that the base replaces but that is not yet removed. */
  accept(record: LogRecord | undefined): LogRecord | undefined {
    if (record === undefined) {
      throw this.#damaged(this.#next, `${title(this.#next)} is not what was written`);
    }
    if (record.type === "base") {
      if (!this.#isEmpty || record.through < this.#expected.through) {
        throw this.#damaged(0, "the base is not the last one that was written");
      }
      this.#baseThrough = record.through;
      this.#position = record.through;
    } else {
      if (this.#isEmpty && this.#expected.through > 0)
        throw this.#damaged(0, "the base is missing");
      if (record.sequence <= this.#baseThrough) return undefined;
      if (record.sequence !== this.#position + 1) throw this.#missing(record.sequence - 1);
      this.#position = record.sequence;
    }
    this.#isEmpty = false;
    return record;
  }

  /** Nothing follows. */
  end(): void {
    if (this.#isEmpty && this.#expected.exists) {
      throw this.#damaged(this.#next, "all its records are missing");
    }
    if (this.#position < this.#expected.last) throw this.#missing(this.#expected.last);
  }

  get #next(): Sequence {
    return this.#isEmpty && this.#expected.through > 0 ? 0 : this.#position + 1;
  }

  #missing(last: Sequence): StoreError {
    const first = this.#next;
    return this.#damaged(
      first,
      first === last ? `update ${first} is missing` : `updates ${first} to ${last} are missing`,
    );
  }

  #damaged(sequence: Sequence, problem: string, cause?: StoreError): StoreError {
    const details = cause === undefined ? { sequence } : { sequence, cause };
    return damagedDocument(this.#expected.name, problem, details);
  }
}

function title(sequence: Sequence): string {
  return sequence === 0 ? "the base" : `update ${sequence}`;
}
