/**
 * What an IndexedDB database of offline copies looks like, and the reading and removing of its rows. The
 * only file that touches IndexedDB.
 *
 * A copy is a row in `copies` and its records in `updates`: Yjs updates in any order, which together
 * are the document. `unsaved` has a row for each write with edits that the server has not
 * acknowledged; it is there to be counted and never decides what is sent. A copy that the server has
 * refused for good, or that could not be read as a whole, is set aside: it stays, but is not what a new
 * connection begins with.
 */

import {
  openDB,
  unwrap,
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
} from "idb";

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

/** Why a copy was set aside: the close code with which the server refused it, or this device's fault. */
export type SetAsideCode = number | "unreadable";

/** A copy. */
export interface CopyRow {
  readonly id: number;
  readonly name: string;
  readonly generation?: string;
  readonly setAside?: SetAside;
}

/** That a copy was set aside, and why. */
export interface SetAside {
  readonly at: number;
  readonly code: SetAsideCode;
  /** Keys of the records that could not be read; none where it was refused. */
  readonly lost?: readonly number[];
}

/** A record of a copy. */
interface UpdateRow {
  readonly copy: number;
  readonly update: unknown;
}

/** Edits of a copy that the server had not acknowledged when they were written. */
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

/** A transaction on all stores. */
export type Transaction<M extends Mode = "readonly"> = IDBPTransaction<Rows, StoreName[], M>;

/** An open database of copies. */
export type CopyStores = IDBPDatabase<Rows>;

/** Waits for the disk where the browser can. */
export const strict = { durability: "strict" } as const;

/** The name of the database for the server at `url`, as the browser's tools show it. */
export function copyDatabaseName({ protocol, host, pathname }: URL): string {
  return `coscribe ${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
}

/** Whether this platform has what copies need; it may still refuse to keep anything. */
export function isDeviceStorageHere(): boolean {
  return typeof indexedDB !== "undefined" && typeof BroadcastChannel !== "undefined";
}

/**
 * Opens the database of this name, see {@link copyDatabaseName}. `onLost` is called when the
 * browser takes it away, with everything in it: somebody has cleared what the browser keeps. Rejects
 * where the browser does not allow it: in some private windows, without a disk, in a page without an
 * origin.
 */
export async function openStores(
  name: string,
  onLost: () => void = () => undefined,
): Promise<CopyStores> {
  const stores = await openDB<Rows>(name, 1, {
    upgrade: (empty) => {
      const rows = { autoIncrement: true };
      empty.createObjectStore("copies", { ...rows, keyPath: "id" }).createIndex("name", "name");
      empty.createObjectStore("updates", rows).createIndex("copy", "copy");
      empty.createObjectStore("unsaved", rows).createIndex("copy", "copy");
    },
    blocking: () => {
      stores.close();
      onLost();
    },
    terminated: onLost,
  });
  if (storeNames.every((store) => stores.objectStoreNames.contains(store))) return stores;
  stores.close();
  throw new Error(`${name} is a database of something else`);
}

/** Resolves to what `work` does when all of it is read. */
export async function read<T>(
  stores: CopyStores,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return finished(stores.transaction([...storeNames], "readonly"), work);
}

/** The same when the browser says that all of it is kept; where anything fails, nothing has changed. */
export async function change<T>(
  stores: CopyStores,
  work: (transaction: Transaction<"readwrite">) => Promise<T>,
  options?: IDBTransactionOptions,
): Promise<T> {
  return finished(stores.transaction([...storeNames], "readwrite", options), work);
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

/** The copies of the document `name`, those set aside as well. */
export async function rowsOf(transaction: AnyTransaction, name: string): Promise<CopyRow[]> {
  const copies = transaction.objectStore("copies") as IDBPObjectStore<Rows, StoreName[], "copies">;
  return (await copies.index("name").getAll(name)) as CopyRow[];
}

/** The records of a copy: all at once, or one by one where that fails, so that one lost value costs no other. */
export async function readRecords(
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

/** The records with these keys. */
export function readOneByOne(
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

/** The edits of a copy that are not acknowledged. */
export async function readUnsaved(
  transaction: AnyTransaction,
  copy: number,
): Promise<readonly UnsavedEdits[]> {
  const store = transaction.objectStore("unsaved") as IDBPObjectStore<Rows, StoreName[], "unsaved">;
  const index = store.index("copy");
  const [keys, rows] = await Promise.all([index.getAllKeys(copy), index.getAll(copy)]);
  return rows.map(({ edits }, at) => ({ key: keys[at]!, edits }));
}

/** Rows of copies that were set aside, latest first. */
export function setAsideRows(rows: readonly CopyRow[]): ({ id: number } & SetAside)[] {
  return rows
    .flatMap(({ id, setAside }) => (setAside === undefined ? [] : [{ id, ...setAside }]))
    .toSorted((a, b) => b.at - a.at || b.id - a.id);
}

/** Removes a copy and all its rows. */
export async function removeCopy(transaction: Transaction<"readwrite">, id: number): Promise<void> {
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

/** Whether it is what was written. Not by its constructor: it can come from another realm. */
export function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}
