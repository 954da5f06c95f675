/**
 * Files that this device has and the server has not, in an IndexedDB database beside that of the
 * documents' copies: with a document's name, because they are sent when that is open.
 */

import type { FileHash } from "@coscribe/shared";
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { copyDatabaseName } from "../offline/copy-rows.ts";

/** A file that waits. */
export interface WaitingFile {
  readonly document: string;
  readonly hash: FileHash;
  readonly bytes: Blob;
  /** What whoever added it calls it. */
  readonly name: string;
}

interface Schema extends DBSchema {
  files: {
    key: [document: string, hash: string];
    value: WaitingFile;
    indexes: { document: string };
  };
}

/** See the head of this file. Every promise rejects with what IndexedDB says. */
export class WaitingFiles {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /**
   * Opens those for the server at `url`. `onLost` is called when the browser takes them away: somebody
   * has cleared what it keeps.
   */
  static async open(url: URL, onLost: () => void = () => undefined): Promise<WaitingFiles> {
    const database = await openDB<Schema>(`${copyDatabaseName(url)} files`, 1, {
      upgrade(empty) {
        const files = empty.createObjectStore("files", { keyPath: ["document", "hash"] });
        files.createIndex("document", "document");
      },
      // Another version of the page, or a person, wants the database changed or gone.
      blocking: (_current, _next, event) => {
        (event.target as IDBDatabase).close();
        onLost();
      },
      terminated: onLost,
    });
    return new WaitingFiles(database);
  }

  /** Those of a document. */
  async of(document: string): Promise<readonly WaitingFile[]> {
    return this.#database.getAllFromIndex("files", "document", document);
  }

  /** Whether there are some of a document. */
  async hasSome(document: string): Promise<boolean> {
    return (await this.#database.countFromIndex("files", "document", document)) > 0;
  }

  /** How many there are for each document that has some. */
  async counts(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const [document] of await this.#database.getAllKeys("files")) {
      counts.set(document, (counts.get(document) ?? 0) + 1);
    }
    return counts;
  }

  /** Keeps one; it is on the device when it resolves. */
  async keep(file: WaitingFile): Promise<void> {
    const transaction = this.#database.transaction("files", "readwrite", { durability: "strict" });
    await Promise.all([transaction.store.put(file), transaction.done]);
  }

  /** It waits no more. */
  async forget(document: string, hash: FileHash): Promise<void> {
    await this.#database.delete("files", [document, hash]);
  }

  /** Nothing of a document waits any more. */
  async forgetAll(document: string): Promise<void> {
    const transaction = this.#database.transaction("files", "readwrite", { durability: "strict" });
    const keys = await transaction.store.index("document").getAllKeys(document);
    await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
  }

  /** Closes the database when everything begun has been done. */
  close(): void {
    this.#database.close();
  }
}
