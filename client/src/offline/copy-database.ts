/**
 * The database of offline copies, as a connection uses it: finds or makes the copy of its document, adds to
 * it, replaces records, sets it aside. What it looks like is `copy-rows.ts`.
 *
 * Several tabs use a database at the same time. Each transaction leaves it in order; what a tab has
 * written, the others are told of by `copy-channel.ts`.
 */

import {
  change,
  openStores,
  read,
  readOneByOne,
  readRecords,
  readUnsaved,
  removeCopy,
  rowsOf,
  setAsideRows,
  strict,
  type CopyStores,
  type SetAside,
  type StoredRecord,
  type UnsavedEdits,
} from "./copy-rows.ts";

/** A copy as it was found. */
export interface StoredCopy {
  readonly id: number;
  /** The generation that it belongs to, if the server has told. */
  readonly generation: string | undefined;
  /** Its records; none if the document is new to this device. */
  readonly records: readonly StoredRecord[];
  readonly unsaved: readonly UnsavedEdits[];
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

/** How many copies of a document that were set aside stay; each may be as large as a document. */
const maxSetAside = 2;

/** See the head of this file. */
export class CopyDatabase {
  readonly #stores: CopyStores;

  private constructor(stores: CopyStores) {
    this.#stores = stores;
  }

  /** Opens the database of this name; for `onLost` and rejections see {@link openStores}. */
  static async open(name: string, onLost: () => void): Promise<CopyDatabase> {
    return new CopyDatabase(await openStores(name, onLost));
  }

  /** The current copy of the document `name`, which is made if there is none. */
  attach(name: string): Promise<StoredCopy> {
    return change(this.#stores, async (transaction) => {
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
    return change(
      this.#stores,
      async (transaction) => {
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
      },
      strict,
    );
  }

  /** The records of a copy whose keys are not in `known`, and everything unsaved. */
  readMissing(
    id: number,
    known: ReadonlySet<number>,
  ): Promise<Pick<StoredCopy, "records" | "unsaved">> {
    return read(this.#stores, async (transaction) => {
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
    return change(this.#stores, async (transaction) => {
      await Promise.all(keys.map((key) => transaction.objectStore("unsaved").delete(key)));
    });
  }

  /** The server has told which generation a copy belongs to. */
  setGeneration(id: number, generation: string): Promise<void> {
    return change(
      this.#stores,
      async (transaction) => {
        const copies = transaction.objectStore("copies");
        const row = await copies.get(id);
        if (row !== undefined) await copies.put({ ...row, generation });
      },
      strict,
    );
  }

  /**
   * Sets a copy of the document `name` aside, at the wall time `at`. As with {@link write}, the tab
   * may end right after the call.
   */
  setAside(id: number, name: string, at: number, code: number): Promise<void> {
    return change(
      this.#stores,
      async (transaction) => {
        const put = transaction.objectStore("copies").put({ id, name, setAside: { at, code } });
        transaction.commit();
        await put;
      },
      strict,
    );
  }

  /**
   * Sets a copy of the document `name` aside that cannot be read as a whole, and makes `next` the
   * current one, at once: there is no moment at which what could be read is in neither. Returns its
   * number.
   */
  replaceUnreadable(id: number, name: string, at: number, next: NewCopy): Promise<number> {
    const { lost, update, unsavedEdits: edits, generation } = next;
    const setAside: SetAside = { at, code: "unreadable", lost };
    return change(
      this.#stores,
      async (transaction) => {
        const copies = transaction.objectStore("copies");
        await copies.put({ id, name, setAside });
        const copy = await copies.add({ name, ...(generation !== undefined && { generation }) });
        await transaction.objectStore("updates").add({ copy, update });
        if (edits > 0) await transaction.objectStore("unsaved").add({ copy, edits });
        return copy;
      },
      strict,
    );
  }

  /** Removes copies of the document `name` that were set aside, but for the latest. */
  pruneSetAside(name: string): Promise<void> {
    return change(this.#stores, async (transaction) => {
      const superfluous = setAsideRows(await rowsOf(transaction, name)).slice(maxSetAside);
      await Promise.all(superfluous.map(({ id }) => removeCopy(transaction, id)));
    });
  }

  /** Closes the database when everything begun has been done. */
  close(): void {
    this.#stores.close();
  }
}
