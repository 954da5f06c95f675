/**
 * What y-sweet leaves in a directory: `NAME/data.ysweet` for each document. Such a file is a map of bytes to
 * bytes, as the Rust library bincode writes it: how many entries, then each key and value with its length
 * before it, all of these in eight bytes, the lowest first. In it stands what yrs-kvstore keeps: a number for
 * the document under `00 00 "doc" 00`, and behind `00 01` and that number `00` the document, `01` its state
 * vector, `02` and a clock each update that is not in it yet.
 */

import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Source } from "./source.ts";

const fileName = "data.ysweet";

const documentPart = 0;
const updatePart = 2;

/** Version and table, the number, the part. */
const partAt = 6;
const start = Buffer.of(0, 1);

/** Opens the store in a directory. Rejects where there is no document in it. */
export async function openYSweet(directory: string): Promise<Source> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isFile() && entry.name === fileName)
    .map(({ parentPath }) => parentPath)
    .filter((folder) => relative(directory, folder) !== "");
  if (folders.length === 0) {
    throw new Error(`there is no NAME/${fileName} in ${JSON.stringify(directory)}`);
  }
  const documents = folders.map((folder) => ({
    name: relative(directory, folder).replaceAll(sep, "/"),
    read: async () => updatesIn(await readFile(join(folder, fileName))),
  }));
  return { documents, close: () => Promise.resolve() };
}

function updatesIn(bytes: Buffer): readonly Uint8Array[] {
  return entriesOf(bytes)
    .filter(({ key }) => {
      const part = key[partAt];
      return key.subarray(0, 2).equals(start) && (part === documentPart || part === updatePart);
    })
    .toSorted((left, right) => left.key.compare(right.key))
    .map(({ value }) => value);
}

/** Throws where the bytes are no such map. */
function entriesOf(bytes: Buffer): readonly { readonly key: Buffer; readonly value: Buffer }[] {
  let at = 0;
  const number = (): number => {
    if (at + 8 > bytes.length) throw new Error(`${fileName} is cut off`);
    const value = Number(bytes.readBigUInt64LE(at));
    at += 8;
    return value;
  };
  const part = (): Buffer => {
    const length = number();
    if (at + length > bytes.length) throw new Error(`${fileName} is cut off, or not y-sweet's`);
    at += length;
    return bytes.subarray(at - length, at);
  };
  const entries: { key: Buffer; value: Buffer }[] = [];
  for (let rest = number(); rest > 0; rest--) entries.push({ key: part(), value: part() });
  if (at < bytes.length) throw new Error(`${fileName} has more in it than y-sweet writes`);
  return entries;
}
