/**
 * A simulated disk and the databases on it: what has been written outlives the process that wrote
 * it, writes take time, fail, or are half known to have happened, and a crash ends everything.
 *
 * A database here keeps the contract of `KeyValueDatabase` as LevelDB does: a batch is there whole
 * or not at all, and after a failed write nothing is written until it has been opened anew.
 */

import type {
  Cursor,
  KeyOptions,
  KeyRange,
  KeyValueDatabase,
  Write,
} from "@coscribe/server/internal/store/key-value/key-value";
import type { Clock } from "@coscribe/server";
import type { Random } from "./random.ts";

/** How slow and how reliable a disk is. */
export interface DiskManners {
  /** Each write takes up to this. */
  readonly delayMs: number;
  /** Share of the writes that fail while it is moody; of those, one half is there all the same. */
  readonly failureRate: number;
}

/** What outlives processes. Keys and values are held as strings of bytes, which no one can change. */
export class SimDisk {
  /** Calm, it fails nothing; full, every write and every reopening. */
  mood: "calm" | "moody" | "full" = "moody";
  readonly #records = new Map<string, Buffer>();

  /** Forgets everything, which no disk should. */
  wipe(): void {
    this.#records.clear();
  }

  get(key: Buffer): Buffer | undefined {
    const value = this.#records.get(key.toString("latin1"));
    return value === undefined ? undefined : Buffer.from(value);
  }

  /** The records in a range, in the order of their keys. */
  records(range: KeyRange): readonly { readonly key: Buffer; readonly value: Buffer }[] {
    return [...this.#records]
      .map(([key, value]) => ({ key: Buffer.from(key, "latin1"), value: Buffer.from(value) }))
      .filter(({ key }) => isWithin(key, range))
      .toSorted((a, b) => Buffer.compare(a.key, b.key));
  }

  apply(writes: readonly Write[]): void {
    for (const write of writes) {
      const key = write.key.toString("latin1");
      if (write.type === "put") this.#records.set(key, Buffer.from(write.value));
      else this.#records.delete(key);
    }
  }
}

function isWithin(key: Buffer, range: KeyRange): boolean {
  const isAfter =
    "gte" in range ? Buffer.compare(key, range.gte) >= 0 : Buffer.compare(key, range.gt) > 0;
  const isBefore =
    "lte" in range ? Buffer.compare(key, range.lte) <= 0 : Buffer.compare(key, range.lt) < 0;
  return isAfter && isBefore;
}

/** One process's database on a {@link SimDisk}. */
export class SimDatabase implements KeyValueDatabase {
  readonly damage: readonly string[] = [];
  isReadable = true;
  readonly #disk: SimDisk;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #manners: DiskManners;
  #state: "working" | "failed" | "crashed" = "working";

  constructor(disk: SimDisk, clock: Clock, random: Random, manners: DiskManners) {
    this.#disk = disk;
    this.#clock = clock;
    this.#random = random;
    this.#manners = manners;
  }

  async open(): Promise<void> {
    await this.#takesTime();
    this.#state = "working";
    this.isReadable = true;
  }

  async reopen(): Promise<void> {
    await this.#takesTime();
    if (this.#disk.mood === "full") throw new Error("the simulated disk is full");
    this.isReadable = !this.#fails();
    if (!this.isReadable) throw new Error("the simulated disk failed while it was opened");
    this.#state = "working";
  }

  async get(key: Buffer): Promise<Buffer | undefined> {
    return this.#disk.get(key);
  }

  async keys(range: KeyRange, options: KeyOptions = {}): Promise<readonly Buffer[]> {
    const keys = this.#disk.records(range).map(({ key }) => key);
    if (options.reverse === true) keys.reverse();
    return keys.slice(0, options.limit);
  }

  values(range: KeyRange): Cursor {
    const values = this.#disk.records(range).map(({ value }) => value);
    return { next: async () => values.splice(0, 3), end: async () => undefined };
  }

  async write(writes: readonly Write[]): Promise<void> {
    const fails = this.#fails();
    const isThere = !fails || this.#random.chance(0.5);
    await this.#takesTime();
    if (this.#state === "failed" || this.#disk.mood === "full") {
      this.#state = "failed";
      throw new Error("the simulated disk takes nothing");
    }
    if (isThere) this.#disk.apply(writes);
    if (!fails) return;
    this.#state = "failed";
    throw new Error("the simulated disk failed");
  }

  /** Removed records take no space here, so that little is said to be left. */
  async sizeOf(): Promise<number> {
    return 0;
  }

  async rewrite(): Promise<void> {
    await this.#takesTime();
  }

  async close(): Promise<void> {
    this.isReadable = false;
  }

  /** Ends as a crash does: whoever still waits for this database waits for ever. */
  crash(): void {
    this.#state = "crashed";
  }

  #fails(): boolean {
    return this.#disk.mood === "moody" && this.#random.chance(this.#manners.failureRate);
  }

  #takesTime(): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(this.#random.below(this.#manners.delayMs), () => {
        if (this.#state !== "crashed") resolve();
      });
    });
  }
}
