/**
 * Stores of other programs, made by these: y-leveldb's directory, the file of Hocuspocus' SQLite extension. And
 * y-sweet's directory, which is made by its documented format, since y-sweet is a program of its own that no
 * package brings along.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Hocuspocus } from "@hocuspocus/server";
import { SQLite } from "@hocuspocus/extension-sqlite";
import sqlite from "node-sqlite3-wasm";
import { LeveldbPersistence } from "y-leveldb";
import * as Y from "yjs";

/** A story of a document: what is done to it, each step an update of its own. */
export type Story = (doc: Y.Doc) => readonly (() => void)[];

/** Plays a story; gives its updates. */
export function updatesOf(story: Story): readonly Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const step of story(doc)) step();
  return updates;
}

/** A directory of y-leveldb's with these updates; `flushed` ones have been put together by it. */
export async function yLevelDbWith(
  directory: string,
  documents: ReadonlyMap<string, readonly Uint8Array[]>,
  { flushed = [], metas = [] }: { flushed?: readonly string[]; metas?: readonly string[] } = {},
): Promise<void> {
  const persistence = new LeveldbPersistence(directory);
  for (const [name, updates] of documents) {
    for (const update of updates) await persistence.storeUpdate(name, update);
    if (flushed.includes(name)) await persistence.flushDocument(name);
    if (metas.includes(name)) await persistence.setMeta(name, "owner", { id: 1 });
  }
  await persistence.destroy();
}

type Parameters = Readonly<Record<string, string | Uint8Array>>;

/** SQLite in WebAssembly, as the extension asks its own binding, which needs a compiler. */
class Binding {
  readonly #database: sqlite.Database;

  constructor(file: string) {
    this.#database = new sqlite.Database(file);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  prepare(sql: string): { get(given: Parameters): unknown; run(given: Parameters): void } {
    const bound = (given: Parameters): Record<string, string | Uint8Array> =>
      Object.fromEntries(Object.entries(given).map(([name, value]) => [`$${name}`, value]));
    return {
      get: (given) => this.#database.get(sql, bound(given)) ?? undefined,
      run: (given) => void this.#database.run(sql, bound(given)),
    };
  }

  close(): void {
    this.#database.close();
  }
}

/** The extension with its own table, its own queries and another binding. */
class SqliteInWasm extends SQLite {
  override async onConfigure(): Promise<void> {
    const binding = new Binding(this.configuration.database);
    binding.exec(this.configuration.schema);
    this.db = binding;
  }
}

/** A file of Hocuspocus' with these documents, each edited by a server of Hocuspocus. */
export async function hocuspocusWith(
  file: string,
  documents: ReadonlyMap<string, readonly Uint8Array[]>,
): Promise<void> {
  const extension = new SqliteInWasm({ database: file });
  const server = new Hocuspocus({ extensions: [extension], quiet: true });
  await extension.onConfigure();
  for (const [name, updates] of documents) {
    const connection = await server.openDirectConnection(name);
    await connection.transact((doc) => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    await connection.disconnect();
  }
  (extension.db as unknown as Binding).close();
}

/** A directory of y-sweet's: the last `pending` updates of each document are not put together yet. */
export function ySweetWith(
  directory: string,
  documents: ReadonlyMap<string, readonly Uint8Array[]>,
  pending = 0,
): void {
  for (const [name, updates] of documents) {
    const doc = new Y.Doc();
    const flushed = updates.length - pending;
    for (const update of updates.slice(0, flushed)) Y.applyUpdate(doc, update);
    const number = [0, 0, 0, 1];
    const entries: [readonly number[], Uint8Array][] = [
      [[0, 0, ...Buffer.from("doc"), 0], Buffer.from(number)],
      [[0, 1, ...number, 0], Y.encodeStateAsUpdate(doc)],
      [[0, 1, ...number, 1], Y.encodeStateVector(doc)],
    ];
    for (const [index, update] of updates.slice(flushed).entries()) {
      entries.push([[0, 1, ...number, 2, 0, 0, 0, index + 1, 0], update]);
    }
    mkdirSync(join(directory, name), { recursive: true });
    writeFileSync(join(directory, name, "data.ysweet"), bincodeOf(entries));
  }
}

/** A map of bytes to bytes as bincode writes it. */
function bincodeOf(entries: readonly (readonly [readonly number[], Uint8Array])[]): Buffer {
  const parts = entries.flatMap(([key, value]) => [
    u64(key.length),
    Buffer.from(key),
    u64(value.length),
    value,
  ]);
  return Buffer.concat([u64(entries.length), ...parts]);
}

function u64(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(number));
  return bytes;
}
