/**
 * The part of leveldown 6 that `level-binding.ts` uses. The package comes without types, and these
 * say more than the ones it could have: every key and value is a Buffer.
 */

declare module "leveldown" {
  export type Done = (error: Error | null | undefined) => void;

  export interface Range {
    readonly gt?: Buffer;
    readonly gte?: Buffer;
    readonly lt?: Buffer;
    readonly lte?: Buffer;
    readonly reverse?: boolean;
    readonly limit?: number;
  }

  export interface IteratorOptions extends Range {
    readonly keys?: boolean;
    readonly values?: boolean;
    /** False: a string. For the side that is switched off, where a Buffer would cost more. */
    readonly keyAsBuffer?: boolean;
    readonly valueAsBuffer?: boolean;
    /** Bytes that are fetched at a time; at most 1,000 entries are. */
    readonly highWaterMark?: number;
  }

  /** Both sides are undefined at the end; a side that is switched off is nothing to look at. */
  export type EntryCallback = (
    error: Error | null | undefined,
    key: Buffer | undefined,
    value: Buffer | undefined,
  ) => void;

  export interface Iterator {
    /**
     * Entries that have been fetched and not been handed out, the last one first, of each its value
     * and then its key; null before the first fetch. Not part of the documented interface; there in
     * every version 6, of which 6.1.1 is the last.
     */
    readonly cache: Buffer[] | null;
    next(callback: EntryCallback): void;
    end(callback: Done): void;
  }

  export interface Database {
    open(callback: Done): void;
    close(callback: Done): void;
    getMany(
      keys: readonly Buffer[],
      callback: (error: Error | null, values: (Buffer | undefined)[]) => void,
    ): void;
    put(key: Buffer, value: Buffer, options: { readonly sync: boolean }, callback: Done): void;
    batch(
      operations: readonly (
        | { readonly type: "put"; readonly key: Buffer; readonly value: Buffer }
        | { readonly type: "del"; readonly key: Buffer }
      )[],
      options: { readonly sync: boolean },
      callback: Done,
    ): void;
    iterator(options: IteratorOptions): Iterator;
    approximateSize(
      start: Buffer,
      end: Buffer,
      callback: (error: Error | null, bytes: number) => void,
    ): void;
    /** Tells of no failure. */
    compactRange(start: Buffer, end: Buffer, callback: Done): void;
  }

  export interface Leveldown {
    (location: string): Database;
    /** Makes what can be made of the files in a directory. Takes no lock. */
    repair(location: string, callback: Done): void;
    /** Removes a database. Takes its lock. */
    destroy(location: string, callback: Done): void;
  }

  const leveldown: Leveldown;
  export default leveldown;
}
