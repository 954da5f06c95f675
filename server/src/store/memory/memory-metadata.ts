/** Metadata in memory. */

import { checkLimit } from "../document-store.ts";
import {
  checkMetadata,
  type MetadataChange,
  type MetadataEntry,
  type MetadataListOptions,
  type MetadataStore,
} from "../metadata-store.ts";
import { inOrderOfBytes } from "./in-order-of-bytes.ts";

/** Values by table and key. */
export type MemoryTables = Map<string, Map<string, Uint8Array>>;

/** See {@link MetadataStore}. */
export class MemoryMetadata implements MetadataStore {
  readonly #opened: () => MemoryTables;

  /** `opened` gives the tables, or throws once the store is closed. */
  constructor(opened: () => MemoryTables) {
    this.#opened = opened;
  }

  async get(table: string, key: string): Promise<Uint8Array | undefined> {
    checkMetadata(table, key);
    const value = this.#opened().get(table)?.get(key);
    return value && new Uint8Array(value);
  }

  async list(
    table: string,
    { prefix = "", after, limit }: MetadataListOptions = {},
  ): Promise<readonly MetadataEntry[]> {
    checkMetadata(table);
    checkLimit(limit);
    const entries = this.#opened().get(table) ?? new Map<string, Uint8Array>();
    return [...entries.keys()]
      .filter((key) => key.startsWith(prefix))
      .filter((key) => after === undefined || inOrderOfBytes(key, after) > 0)
      .toSorted(inOrderOfBytes)
      .slice(0, limit)
      .map((key) => ({ key, value: new Uint8Array(entries.get(key)!) }));
  }

  async write(changes: readonly MetadataChange[]): Promise<void> {
    for (const { table, key, value } of changes) checkMetadata(table, key, value);
    const tables = this.#opened();
    for (const { table, key, value } of changes) {
      const entries = tables.get(table) ?? new Map<string, Uint8Array>();
      tables.set(table, entries);
      if (value === undefined) entries.delete(key);
      else entries.set(key, new Uint8Array(value));
    }
  }
}
