/** Writes what a backup has into a new database: documents as they were, with their generations and numbers. */

import type { DocumentName } from "@coscribe/shared";
import { formatValue, formatVersion } from "../key-value/format-version.ts";
import { formatKey, headKey, isMetadataKey, recordPrefix } from "../key-value/key-layout.ts";
import type { KeyValueDatabase, Write } from "../key-value/key-value.ts";
import { largeValueBytes, putHead, putSealed, RecordCodec } from "../key-value/value-layout.ts";
import type { BackedUpState } from "./backup-item.ts";
import { decodeEntries, type BackedUpRecord } from "./record-coding.ts";

/** Most of what is written at once, in records and bytes. */
const recordsPerWrite = 2_000;
const bytesPerWrite = 4 * 1024 * 1024;

type Writable = Pick<KeyValueDatabase, "write">;

/** Marks a new database as ours, of the version that knows all there can be. */
export async function beginStore(database: Writable): Promise<void> {
  await database.write([putSealed(formatKey, formatValue(formatVersion))]);
}

/**
 * Writes a document, its head last: until then nobody finds it. Throws a RangeError where the records are not
 * those that the state tells of.
 */
export async function writeDocument(
  database: Writable,
  name: DocumentName,
  { generation, keepsDeleted, through, last }: BackedUpState,
  records: Iterable<BackedUpRecord>,
): Promise<void> {
  const codec = new RecordCodec(recordPrefix(name, generation));
  const batch = new WriteBatch(database);
  let position = through;
  let hasBase = false;
  for (const record of records) {
    if (record.type === "base") {
      if (hasBase || record.through !== through) throw new RangeError("its base is another one");
      hasBase = true;
      await batch.add(codec.putBase(through, record.bytes));
    } else {
      if (record.sequence !== ++position) throw new RangeError("its updates have a hole");
      await batch.add(codec.putUpdate(position, record.bytes));
    }
  }
  if (position === 0 && !hasBase) throw new RangeError("nothing of it could be read");
  if (position !== last || (through > 0 && !hasBase))
    throw new RangeError("a part of it is missing");
  await batch.end();
  await database.write([putHead(headKey(name), { generation, through, last, keepsDeleted })]);
}

/** Writes metadata; resolves to how many entries there were. */
export async function writeMetadata(database: Writable, entries: Buffer): Promise<number> {
  const batch = new WriteBatch(database);
  let count = 0;
  for (const { key, value } of decodeEntries(entries)) {
    if (!isMetadataKey(key)) throw new RangeError("an entry is none of the metadata");
    await batch.add(putSealed(key, value));
    count++;
  }
  await batch.end();
  return count;
}

/** Writes that gather; a large one goes alone, as the store would write it. */
class WriteBatch {
  readonly #database: Writable;
  #writes: Write[] = [];
  #bytes = 0;

  constructor(database: Writable) {
    this.#database = database;
  }

  async add(write: Write): Promise<void> {
    const bytes = write.type === "put" ? write.value.length : 0;
    if (bytes > largeValueBytes) return this.#database.write([write]);
    this.#writes.push(write);
    this.#bytes += bytes;
    if (this.#writes.length < recordsPerWrite && this.#bytes < bytesPerWrite) return;
    await this.end();
  }

  async end(): Promise<void> {
    const writes = this.#writes;
    this.#writes = [];
    this.#bytes = 0;
    if (writes.length > 0) await this.#database.write(writes);
  }
}
