/**
 * Where things stand in the database: every key, byte by byte. STORAGE.md draws the same picture.
 *
 * The first byte is the table. A record's key carries the document's name in full, so that every
 * record tells by itself whose it is, whatever else is lost. Names have no control characters
 * (`DocumentName`), so the 0 after a name keeps `a` and `aa` apart. All numbers are big-endian:
 * the order of the keys is the order of the log.
 */

import { parseStoredDocumentName, type DocumentName } from "@coscribe/shared";
import type { Sequence } from "../document-store.ts";
import type { KeyRange, KeySpan } from "./key-value.ts";

const formatTable = 0x01;
const headTable = 0x02;
const recordTable = 0x03;
const leftoverTable = 0x04;
const rescueTable = 0x05;
const metadataTable = 0x06;

/** Bytes of a sequence in keys and values: at 1,000 updates a second, good for 8,900 years. */
export const sequenceBytes = 6;

/** Largest sequence that fits. */
export const maxSequence: Sequence = 2 ** 48 - 1;

/** Bytes of a generation; 8 characters in base64url. Unique among those of one name, that is all. */
export const generationBytes = 6;

/** The one record about the store itself, and the first. Neither it nor its value's shape ever changes. */
export const formatKey: Buffer = Buffer.concat([Buffer.of(formatTable), Buffer.from("format")]);

/** Every key there can be. */
export const everything: KeySpan = {
  gte: Buffer.of(0x00),
  lte: Buffer.alloc(9, 0xff),
};

/** Says that a document exists; its value is a `Head` (value-layout.ts). */
export function headKey(name: DocumentName): Buffer {
  return Buffer.concat([Buffer.of(headTable), Buffer.from(name)]);
}

/** The heads of the documents whose names begin with `prefix` and follow `after`; undefined where none can. */
export function headRange(after?: DocumentName, prefix = ""): KeyRange | undefined {
  return rangeBelow(
    Buffer.concat([Buffer.of(headTable), Buffer.from(prefix)]),
    after && headKey(after),
  );
}

/** The keys that begin with `start`, which ends with no byte of 0xff, and follow `after`. */
function rangeBelow(start: Buffer, after: Buffer | undefined): KeyRange | undefined {
  const end = Buffer.from(start);
  end[end.length - 1]! += 1;
  if (after === undefined || Buffer.compare(after, start) < 0) return { gte: start, lt: end };
  return Buffer.compare(after, end) >= 0 ? undefined : { gt: after, lt: end };
}

/** The name in a head's key. Throws where the bytes are no name. */
export function nameOfHead(key: Buffer): DocumentName {
  return parseStoredDocumentName(new TextDecoder("utf-8", { fatal: true }).decode(key.subarray(1)));
}

/** The name of the document that a key is about, of whatever table; undefined where there is none. */
export function nameOfKey(key: Buffer): DocumentName | undefined {
  const end = key[0] === headTable ? key.length : key.indexOf(0x00);
  const isAboutOne = [headTable, recordTable, leftoverTable, rescueTable].includes(key[0] ?? 0);
  try {
    return isAboutOne ? nameOfHead(end < 0 ? key : key.subarray(0, end)) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What the keys of all records of one generation of a document begin with. It is kept as long as the
 * document is open, so it has memory of its own: as a part of Node's pool it would keep 8 KB of that.
 */
export function recordPrefix(name: DocumentName, generation: string): Buffer {
  const nameBytes = Buffer.from(name);
  const generationAt = 1 + nameBytes.length + 1;
  const prefix = Buffer.alloc(generationAt + Buffer.byteLength(generation, "base64url"));
  prefix[0] = recordTable;
  nameBytes.copy(prefix, 1);
  prefix.write(generation, generationAt, "base64url");
  return prefix;
}

/** Whether a key could be one of a base or an update. */
export function isRecordKey(key: Buffer): boolean {
  return key[0] === recordTable && key.length > 1 + generationBytes + sequenceBytes;
}

/** The key of the base (sequence 0) or of an update. */
export function recordKey(prefix: Buffer, sequence: Sequence): Buffer {
  const key = Buffer.allocUnsafe(prefix.length + sequenceBytes);
  prefix.copy(key);
  key.writeUIntBE(sequence, prefix.length, sequenceBytes);
  return key;
}

/** The sequence in a record's key. */
export function sequenceOfRecord(key: Buffer): Sequence {
  return key.readUIntBE(key.length - sequenceBytes, sequenceBytes);
}

/** Base and updates of one generation, or those from `from` on. */
export function recordRange(
  prefix: Buffer,
  from: Sequence = 0,
  to: Sequence = maxSequence,
): KeySpan {
  return { gte: recordKey(prefix, from), lte: recordKey(prefix, to) };
}

/** The records of all generations of a name. */
export function recordsOfName(name: DocumentName): { readonly gte: Buffer; readonly lt: Buffer } {
  const start = Buffer.from(name);
  return {
    gte: Buffer.concat([Buffer.of(recordTable), start, Buffer.of(0x00)]),
    lt: Buffer.concat([Buffer.of(recordTable), start, Buffer.of(0x01)]),
  };
}

/** Says which records of a generation are dead but not yet removed; its value is a `Leftover`. */
export function leftoverKey(prefix: Buffer): Buffer {
  return Buffer.concat([Buffer.of(leftoverTable), prefix.subarray(1)]);
}

/** Whether a key is one of a leftover. */
export function isLeftoverKey(key: Buffer): boolean {
  return key[0] === leftoverTable;
}

/** All leftovers. */
export const leftoverRange: KeyRange = {
  gt: Buffer.of(leftoverTable),
  lt: Buffer.of(leftoverTable + 1),
};

/** The prefix of the records that a leftover's key is about. */
export function prefixOfLeftover(key: Buffer): Buffer {
  return Buffer.concat([Buffer.of(recordTable), key.subarray(1)]);
}

/** Says that a damaged document was rescued; its value is a `RescueNote`. */
export function rescueNoteKey(name: DocumentName): Buffer {
  return Buffer.concat([Buffer.of(rescueTable), Buffer.from(name)]);
}

/** What was rescued of a document, as one update. Apart from the note, which is read more often. */
export function rescuedKey(name: DocumentName): Buffer {
  return Buffer.concat([rescueNoteKey(name), Buffer.of(0x00)]);
}

/** Whether a key is that of what was rescued. */
export function isRescuedKey(key: Buffer): boolean {
  return key[0] === rescueTable && key.at(-1) === 0x00;
}

/** The generation in the prefix of a document's records; undefined where it is no such prefix. */
export function generationOfPrefix(prefix: Buffer, name: DocumentName): string | undefined {
  const start = recordPrefix(name, "").length;
  return prefix.length === start + generationBytes
    ? prefix.toString("base64url", start)
    : undefined;
}

/** The prefix in a record's key. */
export function prefixOfRecord(key: Buffer): Buffer {
  return key.subarray(0, key.length - sequenceBytes);
}

function startOfMetadata(table: string): Buffer {
  return Buffer.concat([Buffer.of(metadataTable), Buffer.from(table), Buffer.of(0x00)]);
}

/** The key of an entry of the metadata. A table's name has no control characters. */
export function metadataKey(table: string, key: string): Buffer {
  return Buffer.concat([startOfMetadata(table), Buffer.from(key)]);
}

/** All metadata. */
export const metadataSpan: KeyRange = {
  gt: Buffer.of(metadataTable),
  lt: Buffer.of(metadataTable + 1),
};

/** Whether a key is one of the metadata. */
export function isMetadataKey(key: Buffer): boolean {
  return key[0] === metadataTable;
}

/** What {@link metadataKey} was made of, without the table. */
export function keyOfMetadata(key: Buffer): string {
  return key.toString("utf8", key.indexOf(0x00) + 1);
}

/** The table that {@link metadataKey} was made with. */
export function tableOfMetadata(key: Buffer): string {
  return key.toString("utf8", 1, key.indexOf(0x00));
}

/** The entries of a table whose key begins with `prefix` and follows `after`; undefined where none can. */
export function metadataRange(
  table: string,
  prefix: string,
  after: string | undefined,
): KeyRange | undefined {
  // No text in UTF-8 ends with 0xff, and what ends with the 0 behind the table is every key.
  const from = after === undefined ? undefined : metadataKey(table, after);
  return rangeBelow(metadataKey(table, prefix), from);
}
