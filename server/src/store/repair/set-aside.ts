/**
 * Takes records out of a database for good, but keeps them: as a line of JSON each, in a file that
 * any program can read. A line has the record's `key` and its whole `value`, in base64; of what is an
 * update for Yjs, and is what was written, also the `update` itself and its `sequence`, if it has one.
 */

import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { syncDirectory } from "../level/files/durable-file.ts";
import type { KeyValueDatabase } from "../key-value/key-value.ts";
import { isRecordKey, isRescuedKey, prefixOfRecord } from "../key-value/key-layout.ts";
import { isIntact, RecordCodec, unsealed } from "../key-value/value-layout.ts";
import { StoreError } from "../store-error.ts";

/** Writes the records under these keys to a new file at `path`, and makes it last. */
export async function setAsideRecords(
  database: Pick<KeyValueDatabase, "get">,
  keys: readonly Buffer[],
  path: string,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "wx");
  try {
    for (const key of keys) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: a log may be long
      const value = await valueOf(database, key);
      // oxlint-disable-next-line no-await-in-loop -- see above
      await file.appendFile(`${JSON.stringify(lineOf(key, value))}\n`);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await syncDirectory(dirname(path));
}

/** Undefined where the database cannot read it. */
async function valueOf(
  database: Pick<KeyValueDatabase, "get">,
  key: Buffer,
): Promise<Buffer | undefined> {
  try {
    return await database.get(key);
  } catch (error) {
    if (error instanceof StoreError && error.code === "damaged") return undefined;
    throw error;
  }
}

function lineOf(key: Buffer, value: Buffer | undefined): object {
  const raw = { key: key.toString("base64"), value: value?.toString("base64") };
  if (value === undefined || !isIntact(key, value)) return raw;
  if (isRescuedKey(key)) return { update: unsealed(key, value)?.toString("base64"), ...raw };
  if (!isRecordKey(key)) return raw;
  const record = new RecordCodec(prefixOfRecord(key)).decode(value);
  const update = record?.bytes.toString("base64");
  return record?.type === "update"
    ? { sequence: record.sequence, update, ...raw }
    : { update, ...raw };
}
