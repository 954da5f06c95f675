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

import {
  openDB,
  unwrap,
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
} from "idb";

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

/** The stores of the database. `copies` numbers its rows itself, so that they are added without an ID. */
interface Rows extends DBSchema {
  copies: { key: number; value: CopyRow | Omit<CopyRow, "id">; indexes: { name: string } };
  updates: { key: number; value: UpdateRow; indexes: { copy: number } };
  unsaved: { key: number; value: UnsavedRow; indexes: { copy: number } };
}

const storeNames = ["copies", "updates", "unsaved"] as const;

type StoreName = (typeof storeNames)[number];

type Mode = "readonly" | "readwrite";

type Transaction<M extends Mode = "readonly"> = IDBPTransaction<Rows, StoreName[], M>;

/** "strict" waits for the disk where the browser can. */
const strict = { durability: "strict" } as const;

/** How many copies of a document that were set aside stay; each may be as large as a document. */
const maxSetAside = 2;

/** The name of the database for the server at `url`, as the browser's tools show it. */
export function copyDatabaseName({ protocol, host, pathname }: URL): string {
  return `coscribe ${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
}

/** Whether this platform has what copies need; it may still refuse to keep anything. */
export function isDeviceStorageHere(): boolean {
  return typeof indexedDB !== "undefined" && typeof BroadcastChannel !== "undefined";
}

/** See the head of this file. */
export class CopyDatabase {
  readonly #database: IDBPDatabase<Rows>;

  private constructor(database: IDBPDatabase<Rows>) {
    this.#database = database;
  }

  /**
   * Opens the database of this name, see {@link copyDatabaseName}. `onLost` is called when the
   * browser takes it away, with everything in it: somebody has cleared what the browser keeps. Rejects
   * where the browser does not allow it: in some private windows, without a disk, in a page without an
   * origin.
   */
  static async open(name: string, onLost: () => void = () => undefined): Promise<CopyDatabase> {
    const database = await openDB<Rows>(name, 1, {
      upgrade: (empty) => {
        const rows = { autoIncrement: true };
        empty.createObjectStore("copies", { ...rows, keyPath: "id" }).createIndex("name", "name");
        empty.createObjectStore("updates", rows).createIndex("copy", "copy");
        empty.createObjectStore("unsaved", rows).createIndex("copy", "copy");
      },
      blocking: () => {
        database.close();
        onLost();
      },
      terminated: onLost,
    });
    if (storeNames.every((store) => database.objectStoreNames.contains(store))) {
      return new CopyDatabase(database);
    }
    database.close();
    throw new Error(`${name} is a database of something else`);
  }

  /** The current copy of the document `name`, which is made if there is none. */
  attach(name: string): Promise<StoredCopy> {
    return this.#change(async (transaction) => {
      const rows = await rowsOf(transaction, name);
      const current = rows.find(({ setAside }) => setAside === undefined);
      if (current === undefined) {
        const id = await transaction.objectStore("copies").add({ name });
        return { id, generation: undefined, records: [], unsaved: [] };
      }
      const { id, generation } = current;
      const [records, unsaved] = await Promise.all([
        readRecords(transaction, id),
        readUnsaved(transaction, id),
      ]);
      return { id, generation, records, unsaved };
    });
  }

  /**
   * Adds records, durable when it resolves. Everything is asked for at once, so that it is kept even
   * if the tab ends right after the call.
   */
  write(id: number, { updates, unsavedEdits, replaces }: CopyWrite): Promise<WrittenKeys> {
    return this.#change(async (transaction) => {
      const rows = transaction.objectStore("updates");
      const added = updates.map((update) => rows.add({ copy: id, update }));
      const counted =
        unsavedEdits === 0
          ? undefined
          : transaction.objectStore("unsaved").add({ copy: id, edits: unsavedEdits });
      const replaced = replaces.map((key) => rows.delete(key));
      transaction.commit();
      const [records, unsaved] = await Promise.all([Promise.all(added), counted, ...replaced]);
      return { records, unsaved };
    }, strict);
  }

  /** The records of a copy whose keys are not in `known`, and everything unsaved. */
  readMissing(
    id: number,
    known: ReadonlySet<number>,
  ): Promise<Pick<StoredCopy, "records" | "unsaved">> {
    return this.#read(async (transaction) => {
      const store = transaction.objectStore("updates");
      const missing = async (): Promise<readonly StoredRecord[]> => {
        const keys = await store.index("copy").getAllKeys(id);
        return readOneByOne(
          store,
          keys.filter((key) => !known.has(key)),
        );
      };
      const [records, unsaved] = await Promise.all([missing(), readUnsaved(transaction, id)]);
      return { records, unsaved };
    });
  }

  /** The server has acknowledged what these rows count. */
  clearUnsaved(keys: readonly number[]): Promise<void> {
    return this.#change(async (transaction) => {
      await Promise.all(keys.map((key) => transaction.objectStore("unsaved").delete(key)));
    });
  }

  /** The server has told which generation a copy belongs to. */
  setGeneration(id: number, generation: string): Promise<void> {
    return this.#change(async (transaction) => {
      const copies = transaction.objectStore("copies");
      const row = await copies.get(id);
      if (row !== undefined) await copies.put({ ...row, generation });
    }, strict);
  }

  /**
   * Sets a copy of the document `name` aside, at the wall time `at`. As with {@link write}, the tab
   * may end right after the call.
   */
  setAside(id: number, name: string, at: number, code: number): Promise<void> {
    return this.#change(async (transaction) => {
      const put = transaction.objectStore("copies").put({ id, name, setAside: { at, code } });
      transaction.commit();
      await put;
    }, strict);
  }

  /**
   * Sets a copy of the document `name` aside that cannot be read as a whole, and makes `next` the
   * current one, at once: there is no moment at which what could be read is in neither. Returns its
   * number.
   */
  replaceUnreadable(id: number, name: string, at: number, next: NewCopy): Promise<number> {
    const { lost, update, unsavedEdits: edits, generation } = next;
    const setAside: SetAside = { at, code: "unreadable", lost };
    return this.#change(async (transaction) => {
      const copies = transaction.objectStore("copies");
      await copies.put({ id, name, setAside });
      const copy = await copies.add({ name, ...(generation !== undefined && { generation }) });
      await transaction.objectStore("updates").add({ copy, update });
      if (edits > 0) await transaction.objectStore("unsaved").add({ copy, edits });
      return copy;
    }, strict);
  }

  /** Removes copies of the document `name` that were set aside, but for the latest. */
  pruneSetAside(name: string): Promise<void> {
    return this.#change(async (transaction) => {
      const superfluous = setAsideRows(await rowsOf(transaction, name)).slice(maxSetAside);
      await Promise.all(superfluous.map(({ id }) => removeCopy(transaction, id)));
    });
  }

  /** The documents with a current copy that has records. */
  list(): Promise<readonly OfflineDocument[]> {
    return this.#read(async (transaction) => {
      const rows = (await transaction.objectStore("copies").getAll()) as CopyRow[];
      const found = rows
        .filter(({ setAside }) => setAside === undefined)
        .map(async ({ id, name }) => {
          const [records, unsaved] = await Promise.all([
            transaction.objectStore("updates").index("copy").count(id),
            readUnsaved(transaction, id),
          ]);
          const pendingEdits = unsaved.reduce((sum, { edits }) => sum + edits, 0);
          return records === 0 ? [] : [{ name, pendingEdits }];
        });
      return (await Promise.all(found)).flat();
    });
  }

  /** The copies of the document `name` that were set aside, latest first. */
  setAsideCopies(name: string): Promise<readonly SetAsideCopy[]> {
    return this.#read(async (transaction) => {
      const found = setAsideRows(await rowsOf(transaction, name));
      const copies = found.map(async ({ id, at, code, lost }) => {
        const records = await readRecords(transaction, id);
        return { setAsideAt: at, code, updates: updatesIn(records, lost) };
      });
      return Promise.all(copies);
    });
  }

  /** Removes every copy of the document `name`, those set aside as well, and tells which. */
  forget(name: string): Promise<readonly number[]> {
    return this.#change(async (transaction) => {
      const ids = (await rowsOf(transaction, name)).map(({ id }) => id);
      await Promise.all(ids.map((id) => removeCopy(transaction, id)));
      return ids;
    }, strict);
  }

  /** Closes the database when everything begun has been done. */
  close(): void {
    this.#database.close();
  }

  /** Resolves to what `work` does when all of it is read. */
  async #read<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return finished(this.#database.transaction([...storeNames], "readonly"), work);
  }

  /** The same when the browser says that all of it is kept; where anything fails, nothing has changed. */
  async #change<T>(
    work: (transaction: Transaction<"readwrite">) => Promise<T>,
    options?: IDBTransactionOptions,
  ): Promise<T> {
    return finished(this.#database.transaction([...storeNames], "readwrite", options), work);
  }
}

/** What is asked for in `work` before it first waits is asked for at once. */
async function finished<T, M extends Mode>(
  transaction: Transaction<M>,
  work: (transaction: Transaction<M>) => Promise<T>,
): Promise<T> {
  const [result] = await Promise.all([work(transaction), transaction.done]);
  return result;
}

/** Transactions of either mode; what only the other can do is not asked of them. */
type AnyTransaction = Transaction | Transaction<"readwrite">;

type UpdateStore = IDBPObjectStore<Rows, StoreName[], "updates", Mode>;

async function rowsOf(transaction: AnyTransaction, name: string): Promise<CopyRow[]> {
  const copies = transaction.objectStore("copies") as IDBPObjectStore<Rows, StoreName[], "copies">;
  return (await copies.index("name").getAll(name)) as CopyRow[];
}

/** All at once, or one by one where that fails, so that one lost value costs no other. */
async function readRecords(
  transaction: AnyTransaction,
  copy: number,
): Promise<readonly StoredRecord[]> {
  const store = transaction.objectStore("updates") as UpdateStore;
  const index = store.index("copy");
  const [keys, rows] = await Promise.all([index.getAllKeys(copy), readable(index.getAll(copy))]);
  // Rows of the same index key come in the order of their own keys.
  if (rows !== undefined) return rows.map((row, at) => recordOf(keys[at]!, row));
  return readOneByOne(store, keys);
}

function readOneByOne(
  store: UpdateStore,
  keys: readonly number[],
): Promise<readonly StoredRecord[]> {
  return Promise.all(keys.map(async (key) => recordOf(key, await readable(store.get(key)))));
}

/**
 * What was asked for, or undefined where that fails; then the transaction goes on. A browser can lose one
 * value of a database and still have all others.
 */
async function readable<T>(asked: Promise<T>): Promise<T | undefined> {
  unwrap(asked).addEventListener("error", (event) => {
    event.preventDefault();
    // The transaction would take it for an end of its own.
    event.stopPropagation();
  });
  return asked.catch(() => undefined);
}

function recordOf(key: number, row: UpdateRow | undefined): StoredRecord {
  return { key, update: row?.update };
}

async function readUnsaved(
  transaction: AnyTransaction,
  copy: number,
): Promise<readonly UnsavedEdits[]> {
  const store = transaction.objectStore("unsaved") as IDBPObjectStore<Rows, StoreName[], "unsaved">;
  const index = store.index("copy");
  const [keys, rows] = await Promise.all([index.getAllKeys(copy), index.getAll(copy)]);
  return rows.map(({ edits }, at) => ({ key: keys[at]!, edits }));
}

/** Rows of copies that were set aside, latest first. */
function setAsideRows(rows: readonly CopyRow[]): ({ id: number } & SetAside)[] {
  return rows
    .flatMap(({ id, setAside }) => (setAside === undefined ? [] : [{ id, ...setAside }]))
    .toSorted((a, b) => b.at - a.at || b.id - a.id);
}

async function removeCopy(transaction: Transaction<"readwrite">, id: number): Promise<void> {
  const removeAll = async (name: "updates" | "unsaved"): Promise<void> => {
    const store = transaction.objectStore(name);
    const keys = await store.index("copy").getAllKeys(id);
    await Promise.all(keys.map((key) => store.delete(key)));
  };
  await Promise.all([
    transaction.objectStore("copies").delete(id),
    removeAll("updates"),
    removeAll("unsaved"),
  ]);
}

/** What can be read of records of which those in `lost` cannot. */
function updatesIn(records: readonly StoredRecord[], lost: readonly number[] = []): Uint8Array[] {
  const intact = records.filter(({ key }) => !lost.includes(key));
  return intact.flatMap(({ update }) => (isBytes(update) ? [update] : []));
}

/** Whether it is what was written. Not by its constructor: it can come from another realm. */
export function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}
