/**
 * IndexedDB with promises: one for opening a database, one for each transaction. A transaction's
 * promise resolves with its `complete` event and not before, which is when the browser says that
 * the data is kept.
 */

/** What a transaction is for. */
export interface TransactionOptions {
  readonly mode: "readonly" | "readwrite";
  /** "strict" waits for the disk where the browser can; "relaxed", the default, for the system. */
  readonly durability?: "strict" | "relaxed";
}

/** Whether this platform has IndexedDB; it may still refuse to keep anything. */
export function isDeviceStorageHere(): boolean {
  return typeof indexedDB !== "undefined" && typeof BroadcastChannel !== "undefined";
}

/**
 * Opens a database, and makes it with `create` where there is none. Rejects where the browser does
 * not allow it: in some private windows, without a disk, in a page without an origin.
 */
export function openDatabase(
  name: string,
  create: (database: IDBDatabase) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.addEventListener("upgradeneeded", () => create(opening.result));
    opening.addEventListener("success", () => resolve(opening.result));
    opening.addEventListener("error", () => reject(opening.error));
  });
}

/**
 * Runs one transaction on all stores of `database`. `body` makes its requests, those that depend on
 * others from their `success` event (see {@link onResult}), and returns a function that reads the results when all is done.
 * Rejects if anything fails, and then nothing has changed.
 */
export function transact<T>(
  database: IDBDatabase,
  { mode, durability = "relaxed" }: TransactionOptions,
  body: (store: (name: string) => IDBObjectStore, transaction: IDBTransaction) => () => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names, mode, { durability });
    transaction.addEventListener("abort", () => reject(transaction.error));
    const read = body((name) => transaction.objectStore(name), transaction);
    transaction.addEventListener("complete", () => resolve(read()));
  });
}

/** Continues with the result of a request inside its transaction. */
export function onResult<T>(request: IDBRequest<T>, next: (result: T) => void): void {
  request.addEventListener("success", () => next(request.result));
}

/**
 * The same, where the request may fail: then `next` gets undefined, and the transaction goes on. A
 * browser can lose one value of a database and still have all others.
 */
export function onAnyResult<T>(
  request: IDBRequest<T>,
  next: (result: T | undefined) => void,
): void {
  onResult(request, next);
  request.addEventListener("error", (event) => {
    event.preventDefault();
    next(undefined);
  });
}
