/**
 * Reads the records of one document in order and checks that they are what was written, all of
 * them: this is where damage is noticed. Each record has a checksum, the sequences have no holes,
 * and the head knows the last one.
 *
 * Whatever can be read is handed out; what cannot is described. Where the database cannot read on,
 * each of the remaining records is asked for by its key.
 */

import type { LoadedBatch, LogDamage, Sequence } from "../document-store.ts";
import type { LogRecord } from "./value-layout.ts";
import { StoreError } from "../store-error.ts";

/** What must be found at least; a commit that is just arriving may bring more. */
export interface ExpectedLog {
  /** False only for a document without any record yet. */
  readonly exists: boolean;
  /** The last update in the base. */
  readonly through: Sequence;
  /** The last update of all. */
  readonly last: Sequence;
  /** What is known to be wrong already. */
  readonly damage: readonly LogDamage[];
}

/** Where the records come from. */
export interface RecordSource {
  /**
   * The next records, undefined for each that is not what was written; none at the end. Rejects with
   * `damaged` where the database cannot read on.
   */
  next(): Promise<readonly (LogRecord | undefined)[]>;
  /** The record of this sequence, if it is there and what was written. */
  get(sequence: Sequence): Promise<LogRecord | undefined>;
}

/** How many records that are asked for one by one make a batch. */
const singlesPerBatch = 500;

/**
 * Yields a log batch by batch, as the source delivers it. Rejects with `read-failed` where the source
 * does not answer, or passes over a record that it has.
 */
export async function* readLog(
  source: RecordSource,
  expected: ExpectedLog,
): AsyncGenerator<LoadedBatch, void, undefined> {
  const check = new LogCheck(expected);
  for await (const records of recordsOf(source, check, expected.last)) {
    const batch = check.take(records);
    if (batch === undefined) continue;
    await confirm(batch.damage, source, expected);
    yield batch;
  }
  const rest = check.end();
  if (rest === undefined) return;
  await confirm(rest.damage, source, expected);
  yield rest;
}

/**
 * Asks for each record by itself that seems to be missing or old. A database that cannot open one of
 * its files at the moment says so when it is asked, but may read on in the others before it does.
 */
async function confirm(
  damage: readonly LogDamage[] | undefined,
  source: RecordSource,
  expected: ExpectedLog,
): Promise<void> {
  const { through } = expected;
  for (const found of damage ?? []) {
    const { sequence } = found;
    if (sequence === undefined || expected.damage.includes(found)) continue;
    // oxlint-disable-next-line no-await-in-loop -- few, if any
    const record = await source.get(sequence);
    const isThere =
      record?.type === "base" ? record.through >= through : record?.sequence === sequence;
    if (!isThere) continue;
    throw new StoreError("read-failed", `record ${sequence} was passed over; read it once more`);
  }
}

async function* recordsOf(
  source: RecordSource,
  check: LogCheck,
  last: Sequence,
): AsyncGenerator<readonly (LogRecord | undefined)[], void, undefined> {
  try {
    for (;;) {
      const records = await source.next();
      if (records.length === 0) return;
      yield records;
    }
  } catch (error) {
    if (!(error instanceof StoreError && error.code === "damaged")) throw error;
  }
  check.readsOneByOne = true;
  if (check.next === 0) yield [await source.get(0)].filter((record) => record !== undefined);
  for (let from = check.nextUpdate; from <= last; from += singlesPerBatch) {
    const records: LogRecord[] = [];
    for (let sequence = from; sequence < from + singlesPerBatch && sequence <= last; sequence++) {
      const record = await source.get(sequence);
      if (record !== undefined) records.push(record);
    }
    yield records;
  }
}

/** Follows the records of one log and notes where one is missing or wrong. */
class LogCheck {
  /** Whether the database could not read on. */
  readsOneByOne = false;
  readonly #expected: ExpectedLog;
  #damage: LogDamage[];
  /** Records since the last good one that are not what was written, or not in their place. */
  #unusable = 0;
  #isEmpty = true;
  #baseThrough: Sequence = 0;
  #position: Sequence = 0;

  constructor(expected: ExpectedLog) {
    this.#expected = expected;
    this.#damage = [...expected.damage];
  }

  /** The sequence that should come next. */
  get next(): Sequence {
    return this.#isEmpty && this.#expected.through > 0 ? 0 : this.#position + 1;
  }

  /** The sequence of the update that should come next. */
  get nextUpdate(): Sequence {
    return this.#isEmpty ? Math.max(this.next, this.#expected.through + 1) : this.next;
  }

  /** The batch that these records make, or undefined where there is nothing to hand out. */
  take(records: readonly (LogRecord | undefined)[]): LoadedBatch | undefined {
    let base: Uint8Array | undefined;
    const updates: Uint8Array[] = [];
    for (const record of records) {
      if (record === undefined) this.#unusable++;
      else if (record.type === "base") base = this.#acceptBase(record) ?? base;
      else if (this.#acceptUpdate(record.sequence)) updates.push(record.bytes);
    }
    return this.#batch(updates, base);
  }

  /** Nothing follows. */
  end(): LoadedBatch | undefined {
    const { exists, through, last } = this.#expected;
    if (this.#isEmpty && exists && this.#unusable === 0) {
      this.#damage.push({ sequence: this.next, problem: "all its records are missing" });
    } else {
      if (this.#isEmpty && through > 0) this.#missBase();
      if (this.#position < last) this.#miss(last);
    }
    return this.#batch([], undefined);
  }

  #acceptBase(record: Extract<LogRecord, { type: "base" }>): Uint8Array | undefined {
    if (!this.#isEmpty) {
      this.#unusable++;
      return undefined;
    }
    if (record.through < this.#expected.through) {
      const problem = "the base is not the last one that was written";
      this.#damage.push({ sequence: 0, problem });
    }
    this.#isEmpty = false;
    this.#unusable = 0;
    this.#baseThrough = record.through;
    this.#position = record.through;
    return record.bytes;
  }

  /** False for an update that the base replaces but that is not removed yet, and for a wrong one. */
  #acceptUpdate(sequence: Sequence): boolean {
    if (this.#isEmpty && this.#expected.through > 0) this.#missBase();
    this.#isEmpty = false;
    if (sequence <= this.#baseThrough) return false;
    if (sequence <= this.#position) {
      this.#unusable++;
      return false;
    }
    if (sequence > this.#position + 1) this.#miss(sequence - 1);
    this.#position = sequence;
    this.#unusable = 0;
    return true;
  }

  #missBase(): void {
    this.#damage.push({ sequence: 0, problem: `the base ${this.#how("is", 1)}` });
    this.#unusable = Math.max(this.#unusable - 1, 0);
    this.#isEmpty = false;
    this.#baseThrough = this.#expected.through;
    this.#position = this.#expected.through;
  }

  /** The updates up to `last` have not come. */
  #miss(last: Sequence): void {
    const first = this.#position + 1;
    const count = last - this.#position;
    const problem =
      count === 1
        ? `update ${first} ${this.#how("is", count)}`
        : `updates ${first} to ${last} ${this.#how("are", count)}`;
    this.#damage.push({ sequence: first, problem });
    this.#unusable = 0;
    this.#position = last;
  }

  /** In what way `count` records have not come. */
  #how(verb: "is" | "are", count: number): string {
    if (this.readsOneByOne) return "cannot be read";
    if (this.#unusable === 0) return `${verb} missing`;
    return `${verb} ${this.#unusable < count ? "missing or " : ""}not what was written`;
  }

  #batch(updates: readonly Uint8Array[], base: Uint8Array | undefined): LoadedBatch | undefined {
    const damage = this.#damage;
    this.#damage = [];
    if (base === undefined && updates.length === 0 && damage.length === 0) return undefined;
    return {
      updates,
      through: this.#position,
      ...(base !== undefined && { base }),
      ...(damage.length > 0 && { damage }),
    };
  }
}
