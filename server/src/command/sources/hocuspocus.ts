/**
 * What Hocuspocus' SQLite extension leaves: a table `documents` with a name and a whole document, as one
 * update, in each row. SQLite is asked in WebAssembly, which needs no compiler and no version of Node.
 *
 * SQLite writes where it ends what a crash has left, so a copy is opened, with its journal.
 */

import { basename, dirname, join } from "node:path";
import type { Database } from "node-sqlite3-wasm";
import { sizeText } from "../sizes.ts";
import { copyOf, type Source } from "./source.ts";

/** Opens the store in a file. Rejects where it is no database, or has no such table. */
export async function openHocuspocus(file: string): Promise<Source> {
  const { default: sqlite } = await import("node-sqlite3-wasm");
  const name = basename(file);
  const files = [name, `${name}-wal`, `${name}-journal`];
  const copy = await copyOf(dirname(file), (each) => files.includes(each));
  try {
    const database = new sqlite.Database(join(copy.folder, name), { fileMustExist: true });
    try {
      // Nobody else has the copy; so a journal of SQLite's newer kind needs no memory that is shared.
      database.exec("PRAGMA locking_mode = EXCLUSIVE");
      const rows = database.all('SELECT name FROM "documents" ORDER BY name');
      return {
        documents: rows.map((row) => {
          const documentName = textOf(row["name"]);
          return { name: documentName, read: async () => [dataOf(database, documentName)] };
        }),
        note: `reads a copy of ${sizeText(copy.bytes)}`,
        close: async () => {
          database.close();
          await copy.remove();
        },
      };
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    await copy.remove();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${JSON.stringify(file)} is not what Hocuspocus leaves: ${reason}`, {
      cause: error,
    });
  }
}

/** SQLite keeps what it is given, whatever the column's type. */
function textOf(name: unknown): string {
  return typeof name === "string" ? name : JSON.stringify(name);
}

function dataOf(database: Database, name: string): Uint8Array {
  const row = database.get('SELECT data FROM "documents" WHERE name = ?', [name]);
  const data = row?.["data"];
  if (data instanceof Uint8Array) return data;
  throw new Error("what is kept of it is no update");
}
