/** Metadata in a key-value database, written in the same batches as the logs. */

import { checkLimit } from "../document-store.ts";
import {
  checkMetadata,
  type MetadataChange,
  type MetadataEntry,
  type MetadataListOptions,
  type MetadataStore,
} from "../metadata-store.ts";
import { StoreError } from "../store-error.ts";
import type { LogSurroundings } from "./key-value-log.ts";
import { keyOfMetadata, metadataKey, metadataRange } from "./key-layout.ts";
import type { Write } from "./key-value.ts";
import { putSealed, unsealed } from "./value-layout.ts";

/** What the metadata of a store need of it: runs an operation once the database is open. */
export type RunOperation = <T>(
  operation: (surroundings: LogSurroundings) => Promise<T>,
) => Promise<T>;

/** See {@link MetadataStore}. */
export class KeyValueMetadata implements MetadataStore {
  readonly #run: RunOperation;

  constructor(run: RunOperation) {
    this.#run = run;
  }

  async get(table: string, key: string): Promise<Uint8Array | undefined> {
    checkMetadata(table, key);
    return this.#run(async ({ database }) => {
      const at = metadataKey(table, key);
      const value = await database.get(at);
      if (value === undefined) return undefined;
      const payload = unsealed(at, value);
      if (payload === undefined) {
        throw new StoreError("damaged", `the entry ${JSON.stringify(key)} of ${table} is damaged`);
      }
      return payload;
    });
  }

  async list(
    table: string,
    { prefix = "", after, limit }: MetadataListOptions = {},
  ): Promise<readonly MetadataEntry[]> {
    checkMetadata(table);
    checkLimit(limit);
    return this.#run(async ({ database }) => {
      const range = metadataRange(table, prefix, after);
      const keys = range && (await database.keys(range, limit === undefined ? {} : { limit }));
      const found = await Promise.all(
        (keys ?? []).map(async (at) => {
          const value = await database.get(at);
          const payload = value && unsealed(at, value);
          return payload === undefined ? [] : [{ key: keyOfMetadata(at), value: payload }];
        }),
      );
      return found.flat();
    });
  }

  async write(changes: readonly MetadataChange[]): Promise<void> {
    for (const { table, key, value } of changes) checkMetadata(table, key, value);
    return this.#run(async ({ commits, format }) => {
      const writes = changes.map(({ table, key, value }): Write => {
        const at = metadataKey(table, key);
        return value === undefined ? { type: "del", key: at } : putSealed(at, value);
      });
      await commits.write([...format.raisedForMetadata(), ...writes]);
    });
  }
}
