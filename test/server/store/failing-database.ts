/** A database on a disk that gives up at a chosen write, and may recover. */

import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type {
  Cursor,
  KeyValueDatabase,
  Write,
} from "@coscribe/server/internal/store/key-value/key-value";

/** How it gives up. */
export interface Failure {
  /** Which write fails; 1 is the first, the one that marks a new database as ours. */
  readonly atWrite: number;
  /**
   * What of that write is on disk all the same: nothing, a part of it as after a full disk, or all
   * as after a failed fsync. A late one only takes its time, and does not fail.
   */
  readonly leaves: "nothing" | "half" | "all" | "late";
  /** How many reopenings fail, too; it never recovers when left out. */
  readonly failedReopenings?: number;
  /** What the disk turns out to have lost when it recovers, although it was acknowledged. */
  readonly loses?: () => readonly Write[];
}

/** Passes everything on until the chosen write; afterwards it only reads, until it recovers. */
export class FailingDatabase implements KeyValueDatabase {
  readonly #database: KeyValueDatabase;
  readonly #directory: string;
  #failure: Failure;
  #isFailing = false;
  #hasRecovered = false;
  #failsOnceMore = false;
  /** What rewriting rejects with, if it does. */
  rewriteFailure: Error | undefined;
  /** Writes asked for, failed ones included. */
  writeCount = 0;
  /** Reopenings asked for, failed ones included. */
  reopenCount = 0;

  constructor(database: KeyValueDatabase, directory: string, failure: Failure) {
    this.#database = database;
    this.#directory = directory;
    this.#failure = failure;
  }

  get damage(): readonly string[] {
    return this.#database.damage;
  }

  get isReadable(): boolean {
    return this.#database.isReadable;
  }

  open(): Promise<void> {
    return this.#database.open();
  }

  async reopen(): Promise<void> {
    this.reopenCount += 1;
    if (this.reopenCount <= (this.#failure.failedReopenings ?? Infinity)) {
      throw new Error("no space left on device");
    }
    await this.#database.reopen();
    if (!this.#hasRecovered) await this.#database.write(this.#failure.loses?.() ?? []);
    this.#isFailing = false;
    this.#hasRecovered = true;
  }

  get(key: Buffer): Promise<Buffer | undefined> {
    return this.#database.get(key);
  }

  keys(...[range, options]: Parameters<KeyValueDatabase["keys"]>): Promise<readonly Buffer[]> {
    return this.#database.keys(range, options);
  }

  values(range: Parameters<KeyValueDatabase["values"]>[0]): Cursor {
    return this.#database.values(range);
  }

  /** Gives up at the next write, whichever was chosen. */
  failNow(): void {
    this.#failure = { ...this.#failure, atWrite: this.writeCount + 1 };
  }

  /** Fails once more, at the next write after it has recovered. */
  failOnceMore(): void {
    this.#failsOnceMore = true;
  }

  async write(writes: readonly Write[]): Promise<void> {
    this.writeCount += 1;
    if (this.#hasRecovered && this.#failsOnceMore) {
      this.#failsOnceMore = false;
      throw new Error("the disk gave up");
    }
    const fails = this.writeCount >= this.#failure.atWrite && !this.#hasRecovered;
    if (this.writeCount === this.#failure.atWrite && this.#failure.leaves === "late") {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (!fails || this.#failure.leaves === "late") return this.#database.write(writes);
    if (!this.#isFailing && this.#failure.leaves === "all") await this.#database.write(writes);
    if (!this.#isFailing && this.#failure.leaves === "half") beginRecord(this.#directory);
    this.#isFailing = true;
    throw new Error("the disk gave up");
  }

  sizeOf(span: Parameters<KeyValueDatabase["sizeOf"]>[0]): Promise<number> {
    return this.#database.sizeOf(span);
  }

  async rewrite(...[span, bytes]: Parameters<KeyValueDatabase["rewrite"]>): Promise<void> {
    if (this.rewriteFailure !== undefined) throw this.rewriteFailure;
    return this.#database.rewrite(span, bytes);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** Puts the beginning of a record at the end of LevelDB's newest log, as a full disk does. */
function beginRecord(directory: string): void {
  const newest = readdirSync(directory)
    .filter((file) => file.endsWith(".log"))
    .toSorted()
    .at(-1);
  const claimsHundredBytes = Buffer.from([1, 2, 3, 4, 100, 0, 1, 5, 6, 7]);
  appendFileSync(join(directory, newest ?? "no log"), claimsHundredBytes);
}
