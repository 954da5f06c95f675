/**
 * The contract between the server and whatever keeps small things beside the logs of documents: titles,
 * aliases, whose a Yjs client ID is, events that have yet to be delivered.
 *
 * Entries stand in tables by name, each under a key, in the order of the keys' bytes in UTF-8. Every
 * implementation passes `test/contract/metadata-store.contract.ts`. Errors are {@link StoreError}s with a
 * code, except a caller's mistake in an argument, which is a RangeError.
 */

/** One change of {@link MetadataStore.write}; a value of undefined removes the entry. */
export interface MetadataChange {
  /** Of 1 to 32 lower-case letters and `-`. */
  readonly table: string;
  /** Any text of 1 to {@link maxMetadataKeyBytes} bytes; also of control characters. */
  readonly key: string;
  /** At most {@link maxMetadataValueBytes} bytes; must stay unchanged until the promise settles. */
  readonly value: Uint8Array | undefined;
}

/** Something that is kept. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What {@link MetadataStore.list} is to return. */
export interface MetadataListOptions {
  /** Only keys that begin with this. */
  readonly prefix?: string;
  /** Only keys after this one; it need not exist. */
  readonly after?: string;
  /** At most this many; all when left out. A positive integer. */
  readonly limit?: number;
}

/** See the head of this file. */
export interface MetadataStore {
  /** The value under a key; undefined where there is none. Rejects with `damaged` where it is not what was written. */
  get(table: string, key: string): Promise<Uint8Array | undefined>;
  /** Entries in the order of their keys. One that is not what was written is left out. */
  list(table: string, options?: MetadataListOptions): Promise<readonly MetadataEntry[]>;
  /**
   * Makes all changes or none of them, in their order; on disk when it resolves. Calls take effect in
   * their order. After a rejection with `write-failed` they may be there or not.
   */
  write(changes: readonly MetadataChange[]): Promise<void>;
}

/** Longest key, in bytes: a document's name, a generation and a number fit twice. */
export const maxMetadataKeyBytes = 1_024;

/** Largest value, in bytes. */
export const maxMetadataValueBytes: number = 256 * 1024;

/** Throws a RangeError for a table, a key or a value that none may be. */
export function checkMetadata(table: string, key?: string, value?: Uint8Array): void {
  if (!/^[a-z-]{1,32}$/.test(table)) throw new RangeError(`no table is called ${table}`);
  const keyBytes = key === undefined ? 1 : Buffer.byteLength(key);
  if (keyBytes === 0 || keyBytes > maxMetadataKeyBytes) {
    throw new RangeError(`a key has ${keyBytes} bytes, not 1 to ${maxMetadataKeyBytes}`);
  }
  if (value !== undefined && value.length > maxMetadataValueBytes) {
    throw new RangeError(`a value has ${value.length} bytes, more than ${maxMetadataValueBytes}`);
  }
}

/**
 * Tables that say which names lead where, with JSON in them; a backup has to know when they change, so they are named
 * here.
 */
export const nameTables = {
  /** By a name that leads to a document: `to` is the document's. */
  aliases: "aliases",
  /** What has begun and not ended, such as a move. */
  unfinished: "unfinished",
  /** By a document's name: `isMoved` says that it had another one. */
  documents: "documents",
} as const;
