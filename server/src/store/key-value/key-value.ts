/**
 * The little that document logs need of an ordered key-value database. LevelDB stands behind it
 * (`level-database.ts`); so could its successor or a test that makes the disk fail.
 *
 * Keys are ordered by their bytes. Errors are {@link StoreError}s: `closed` after `close`,
 * `read-failed`, `damaged`, and whatever fits on `open`. What `write` and `reopen` reject with
 * becomes the cause of a `write-failed`.
 */

/** One change of a batch. */
export type Write =
  | { readonly type: "put"; readonly key: Buffer; readonly value: Buffer }
  | { readonly type: "del"; readonly key: Buffer };

/** All keys from `gte` (or after `gt`) up to `lte` (or before `lt`). */
export type KeyRange = ({ readonly gte: Buffer } | { readonly gt: Buffer }) &
  ({ readonly lte: Buffer } | { readonly lt: Buffer });

/** All keys from `gte` to `lte`. */
export interface KeySpan {
  readonly gte: Buffer;
  readonly lte: Buffer;
}

/** Which keys {@link KeyValueDatabase.keys} returns, and how many. */
export interface KeyOptions {
  /** At most this many; all when left out. */
  readonly limit?: number;
  /** From the last to the first. */
  readonly reverse?: boolean;
}

/** Values read one batch after the other from the state at the cursor's creation. */
export interface Cursor {
  /** The next values in the order of their keys; none at the end. One call at a time. */
  next(): Promise<readonly Buffer[]>;
  /** Gives the state free. Must be called, also after an error; may be called again. */
  end(): Promise<void>;
}

/** An ordered key-value database. */
export interface KeyValueDatabase {
  /** What was found wrong with the data as a whole, and is not repaired; see `DocumentStore.damage`. */
  readonly damage: readonly string[];
  /** False from a `reopen` that failed until one that does not: nothing can be read meanwhile. */
  readonly isReadable: boolean;
  /** Opens or creates it. After a rejection it may be called again. */
  open(): Promise<void>;
  /**
   * Makes it writable again after a failed write. What that write had is then there whole or not at
   * all. Cursors end with `read-failed`. After a rejection it may be called again.
   */
  reopen(): Promise<void>;
  /** The value of a key, or undefined where there is none. */
  get(key: Buffer): Promise<Buffer | undefined>;
  /** The keys in a range. */
  keys(range: KeyRange, options?: KeyOptions): Promise<readonly Buffer[]>;
  /** Reads the values in a range, of any number and size. */
  values(range: KeyRange): Cursor;
  /** Writes all or nothing and resolves once it is on disk. After a rejection only `reopen` helps. */
  write(writes: readonly Write[]): Promise<void>;
  /** About how many bytes the records in a span take on disk, with what was removed but still is there. */
  sizeOf(span: KeySpan): Promise<number>;
  /**
   * Rewrites what is on disk of a span, about `bytes` bytes, without what was removed or replaced.
   * Rejects, and begins nothing, where the disk has too little space for it. Resolves also where it
   * failed: that shows in the next write.
   */
  rewrite(span: KeySpan, bytes: number): Promise<void>;
  /** Ends cursors, waits for what was begun, closes. Until it is opened again nothing may follow. */
  close(): Promise<void>;
}
