/** A database on a disk that gives up at a chosen write. */

import type { Cursor, KeyValueDatabase, Write } from "@coscribe/server/internal/store/key-value";

/** How it gives up. */
export interface Failure {
  /** Which write fails; 1 is the first, the one that marks a new database as ours. */
  readonly atWrite: number;
  /** Whether that write is on disk nevertheless, as after a failed fsync. */
  readonly isWritten: boolean;
}

/** Passes everything on until the chosen write; afterwards it only reads. */
export class FailingDatabase implements KeyValueDatabase {
  readonly #database: KeyValueDatabase;
  readonly #failure: Failure;
  /** Writes asked for, the failed one and any after it included. */
  writeCount = 0;

  constructor(database: KeyValueDatabase, failure: Failure) {
    this.#database = database;
    this.#failure = failure;
  }

  open(): Promise<void> {
    return this.#database.open();
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

  async write(writes: readonly Write[]): Promise<void> {
    this.writeCount += 1;
    const { atWrite, isWritten } = this.#failure;
    if (this.writeCount < atWrite || (this.writeCount === atWrite && isWritten)) {
      await this.#database.write(writes);
    }
    if (this.writeCount >= atWrite) throw new Error("the disk gave up");
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
