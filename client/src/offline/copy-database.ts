/**
 * The offline copies of one server's documents, in one IndexedDB database of this origin.
 *
 * A copy is a row in `copies` and its records in `updates`: Yjs updates in any order, which together
 * are the document. `unsaved` has a row for each write with edits that the server has not
 * acknowledged; it is there to be counted and never decides what is sent. A copy that the server has
 * refused for good, or that could not be read as a whole, is set aside: it is kept, but not what a new
 * connection begins with.
 *
 * Several tabs use a database at the same time. Each transaction leaves it in order; what a tab has
 * written, the others are told of by `copy-channel.ts`.
 */

import { onAnyResult, onResult, openDatabase, transact } from "./idb.ts";

/** A copy as it was found. */
export interface StoredCopy {
  readonly id: number;
  /** The generation that it belongs to, if the server has told. */
  readonly generation: string | undefined;
  /** Its records; none if the document is new to this device. */
  readonly records: readonly StoredRecord[];
  readonly unsaved: readonly UnsavedEdits[];
}

/** An update and its key. */
export interface StoredRecord {
  readonly key: number;
  /** What the browser gave; no bytes, or undefined, where it has lost them. */
  readonly update: unknown;
}

/** Edits of one write that were not acknowledged when they were written. */
export interface UnsavedEdits {
  readonly key: number;
  readonly edits: number;
}

/** What is written at once. */
export interface CopyWrite {
  readonly updates: readonly Uint8Array[];
  /** How many of the edits in them the server has not acknowledged. */
  readonly unsavedEdits: number;
  /** Keys of records that `updates` contain as well. */
  readonly replaces: readonly number[];
}

/** A copy that takes the place of one that could not be read as a whole. */
export interface NewCopy {
  /** Keys of the records that could not be read. */
  readonly lost: readonly number[];
  /** What could. */
  readonly update: Uint8Array;
  readonly unsavedEdits: number;
  readonly generation: string | undefined;
}

/** Keys of what a {@link CopyWrite} has made. */
export interface WrittenKeys {
  readonly records: readonly number[];
  readonly unsaved: number | undefined;
}

/** A document that opens without a network. */
export interface OfflineDocument {
  readonly name: string;
  /** Edits on this device that the server has not acknowledged, as far as the device knows. */
  readonly pendingEdits: number;
}

/** Why a copy was set aside: the close code with which the server refused it, or this device's fault. */
export type SetAsideCode = number | "unreadable";

/** A copy that the server has refused for good, or that could not be read as a whole. */
export interface SetAsideCopy {
  /** Milliseconds since 1970. */
  readonly setAsideAt: number;
  readonly code: SetAsideCode;
  /** What can be read of its content: Yjs updates, v1 encoding, to be applied in any order. */
  readonly updates: readonly Uint8Array[];
}

interface CopyRow {
  readonly id: number;
  readonly name: string;
  readonly generation?: string;
  readonly setAside?: SetAside;
}

interface SetAside {
  readonly at: number;
  readonly code: SetAsideCode;
  /** Keys of the records that could not be read; none where it was refused. */
  readonly lost?: readonly number[];
}

interface UpdateRow {
  readonly copy: number;
  readonly update: unknown;
}

interface UnsavedRow {
  readonly copy: number;
  readonly edits: number;
}

type Stores = (name: string) => IDBObjectStore;

/** How many copies of a document that were set aside are kept; each may be as large as a document. */
const maxSetAside = 2;

/** The name of the database for the server at `url`, as the browser's tools show it. */
export function copyDatabaseName({ protocol, host, pathname }: URL): string {
  return `coscribe ${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
}

/** See the head of this file. */
export class CopyDatabase {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /**
   * Opens the database of this name, see {@link copyDatabaseName}. `onLost` is called when the
   * browser takes it away, with everything in it: somebody has cleared what the browser keeps.
   */
  static async open(name: string, onLost: () => void = () => undefined): Promise<CopyDatabase> {
    const database = await openDatabase(name, (empty) => {
      const rows = { autoIncrement: true };
      empty.createObjectStore("copies", { ...rows, keyPath: "id" }).createIndex("name", "name");
      empty.createObjectStore("updates", rows).createIndex("copy", "copy");
      empty.createObjectStore("unsaved", rows).createIndex("copy", "copy");
    });
    database.addEventListener("close", onLost);
    database.addEventListener("versionchange", () => {
      database.close();
      onLost();
    });
    return new CopyDatabase(database);
  }

  /** The current copy of the document `name`, which is made if there is none. */
  attach(name: string): Promise<StoredCopy> {
    return transact(this.#database, { mode: "readwrite" }, (store) => {
      let copy: () => StoredCopy;
      onResult(rowsOf(store, name), (rows) => {
        const current = rows.find(({ setAside }) => setAside === undefined);
        if (current !== undefined) {
          const records = readRecords(store, current.id);
          const unsaved = readUnsaved(store, current.id);
          const { id, generation } = current;
          copy = () => ({ id, generation, records: records(), unsaved: unsaved() });
          return;
        }
        const added = store("copies").add({ name });
        const id = (): number => Number(added.result);
        copy = () => ({ id: id(), generation: undefined, records: [], unsaved: [] });
      });
      return () => copy();
    });
  }

  /**
   * Adds records, durable when it resolves. Everything is asked for at once, so that it is kept even
   * if the tab ends right after the call.
   */
  write(id: number, { updates, unsavedEdits, replaces }: CopyWrite): Promise<WrittenKeys> {
    const options = { mode: "readwrite", durability: "strict" } as const;
    return transact(this.#database, options, (store, transaction) => {
      const rows = store("updates");
      const added = updates.map((update) => rows.add({ copy: id, update } satisfies UpdateRow));
      const ledger =
        unsavedEdits === 0
          ? undefined
          : store("unsaved").add({ copy: id, edits: unsavedEdits } satisfies UnsavedRow);
      for (const key of replaces) rows.delete(key);
      transaction.commit();
      return () => ({
        records: added.map(({ result }) => Number(result)),
        unsaved: ledger === undefined ? undefined : Number(ledger.result),
      });
    });
  }

  /** The records of a copy whose keys are not in `known`, and everything unsaved. */
  readMissing(
    id: number,
    known: ReadonlySet<number>,
  ): Promise<Pick<StoredCopy, "records" | "unsaved">> {
    return transact(this.#database, { mode: "readonly" }, (store) => {
      const unsaved = readUnsaved(store, id);
      const records: StoredRecord[] = [];
      onResult(keysOf(store("updates"), id), (keys) => {
        readOneByOne(
          store,
          keys.filter((key) => !known.has(key)),
          records,
        );
      });
      return () => ({ records, unsaved: unsaved() });
    });
  }

  /** The server has acknowledged what these rows count. */
  clearUnsaved(keys: readonly number[]): Promise<void> {
    return transact(this.#database, { mode: "readwrite" }, (store) => {
      for (const key of keys) store("unsaved").delete(key);
      return () => undefined;
    });
  }

  /** The server has told which generation a copy belongs to. */
  setGeneration(id: number, generation: string): Promise<void> {
    return transact(this.#database, { mode: "readwrite", durability: "strict" }, (store) => {
      onResult(store("copies").get(id) as IDBRequest<CopyRow | undefined>, (row) => {
        if (row !== undefined) store("copies").put({ ...row, generation } satisfies CopyRow);
      });
      return () => undefined;
    });
  }

  /**
   * Sets a copy of the document `name` aside, at the wall time `at`. As with {@link write}, the tab
   * may end right after the call.
   */
  setAside(id: number, name: string, at: number, code: number): Promise<void> {
    const options = { mode: "readwrite", durability: "strict" } as const;
    return transact(this.#database, options, (store, transaction) => {
      store("copies").put({ id, name, setAside: { at, code } } satisfies CopyRow);
      transaction.commit();
      return () => undefined;
    });
  }

  /**
   * Sets a copy of the document `name` aside that cannot be read as a whole, and makes `next` the
   * current one, at once: there is no moment at which what could be read is in neither. Returns its
   * number.
   */
  replaceUnreadable(id: number, name: string, at: number, next: NewCopy): Promise<number> {
    const options = { mode: "readwrite", durability: "strict" } as const;
    return transact(this.#database, options, (store) => {
      const { lost, update, unsavedEdits, generation } = next;
      const setAside: SetAside = { at, code: "unreadable", lost };
      store("copies").put({ id, name, setAside } satisfies CopyRow);
      const row = { name, ...(generation !== undefined && { generation }) };
      const added = store("copies").add(row);
      onResult(added, () => {
        const copy = Number(added.result);
        store("updates").add({ copy, update } satisfies UpdateRow);
        if (unsavedEdits === 0) return;
        store("unsaved").add({ copy, edits: unsavedEdits } satisfies UnsavedRow);
      });
      return () => Number(added.result);
    });
  }

  /** Removes copies of the document `name` that were set aside, but for the latest. */
  pruneSetAside(name: string): Promise<void> {
    return transact(this.#database, { mode: "readwrite" }, (store) => {
      onResult(rowsOf(store, name), (rows) => {
        for (const { id } of setAsideRows(rows).slice(maxSetAside)) removeCopy(store, id);
      });
      return () => undefined;
    });
  }

  /** The documents with a current copy that has records. */
  list(): Promise<readonly OfflineDocument[]> {
    return transact(this.#database, { mode: "readonly" }, (store) => {
      const found: (() => OfflineDocument[])[] = [];
      onResult(store("copies").getAll() as IDBRequest<CopyRow[]>, (rows) => {
        for (const { id, name, setAside } of rows) {
          if (setAside !== undefined) continue;
          const records = store("updates").index("copy").count(id);
          const unsaved = readUnsaved(store, id);
          found.push(() => {
            const pendingEdits = unsaved().reduce((sum, { edits }) => sum + edits, 0);
            return records.result === 0 ? [] : [{ name, pendingEdits }];
          });
        }
      });
      return () => found.flatMap((read) => read());
    });
  }

  /** The copies of the document `name` that were set aside, latest first. */
  setAsideCopies(name: string): Promise<readonly SetAsideCopy[]> {
    return transact(this.#database, { mode: "readonly" }, (store) => {
      const found: (() => SetAsideCopy)[] = [];
      onResult(rowsOf(store, name), (rows) => {
        for (const { id, at, code, lost } of setAsideRows(rows)) {
          const records = readRecords(store, id);
          found.push(() => ({ setAsideAt: at, code, updates: updatesIn(records(), lost) }));
        }
      });
      return () => found.map((read) => read());
    });
  }

  /** Removes every copy of the document `name`, those set aside as well, and tells which. */
  forget(name: string): Promise<readonly number[]> {
    return transact(this.#database, { mode: "readwrite", durability: "strict" }, (store) => {
      const found = rowsOf(store, name);
      onResult(found, (rows) => {
        for (const { id } of rows) removeCopy(store, id);
      });
      return () => found.result.map(({ id }) => id);
    });
  }

  /** Closes the database when everything begun has been done. */
  close(): void {
    this.#database.close();
  }
}

function rowsOf(store: Stores, name: string): IDBRequest<CopyRow[]> {
  return store("copies").index("name").getAll(name) as IDBRequest<CopyRow[]>;
}

function keysOf(store: IDBObjectStore, copy: number): IDBRequest<number[]> {
  return store.index("copy").getAllKeys(copy) as IDBRequest<number[]>;
}

/** All at once, or one by one where that fails, so that one lost value costs no other. */
function readRecords(store: Stores, copy: number): () => readonly StoredRecord[] {
  const records: StoredRecord[] = [];
  onResult(keysOf(store("updates"), copy), (keys) => {
    const all = store("updates").index("copy").getAll(copy) as IDBRequest<UpdateRow[]>;
    onAnyResult(all, (rows) => {
      // Rows of the same index key come in the order of their own keys.
      if (rows === undefined) readOneByOne(store, keys, records);
      else for (const [at, row] of rows.entries()) records.push(recordOf(keys[at]!, row));
    });
  });
  return () => records;
}

function readOneByOne(store: Stores, keys: readonly number[], records: StoredRecord[]): void {
  for (const key of keys) {
    const one = store("updates").get(key) as IDBRequest<UpdateRow | undefined>;
    onAnyResult(one, (row) => records.push(recordOf(key, row)));
  }
}

function recordOf(key: number, row: UpdateRow | undefined): StoredRecord {
  return { key, update: row?.update };
}

function readUnsaved(store: Stores, copy: number): () => UnsavedEdits[] {
  const keys = keysOf(store("unsaved"), copy);
  const rows = store("unsaved").index("copy").getAll(copy) as IDBRequest<UnsavedRow[]>;
  return () => rows.result.map(({ edits }, index) => ({ key: keys.result[index]!, edits }));
}

/** Rows of copies that were set aside, latest first. */
function setAsideRows(rows: readonly CopyRow[]): ({ id: number } & SetAside)[] {
  return rows
    .flatMap(({ id, setAside }) => (setAside === undefined ? [] : [{ id, ...setAside }]))
    .toSorted((a, b) => b.at - a.at || b.id - a.id);
}

function removeCopy(store: Stores, id: number): void {
  store("copies").delete(id);
  for (const name of ["updates", "unsaved"]) {
    onResult(keysOf(store(name), id), (keys) => {
      for (const key of keys) store(name).delete(key);
    });
  }
}

/** What can be read of records of which those in `lost` cannot. */
function updatesIn(records: readonly StoredRecord[], lost: readonly number[] = []): Uint8Array[] {
  const readable = records.filter(({ key }) => !lost.includes(key));
  return readable.flatMap(({ update }) => (isBytes(update) ? [update] : []));
}

/** Whether it is what was written. Not by its constructor: it can come from another realm. */
export function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}
