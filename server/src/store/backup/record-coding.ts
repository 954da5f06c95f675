/**
 * Records of a log, and entries of the metadata, as they stand in a backup: one after the other, each with its
 * length before it. All numbers are big-endian. STORAGE.md draws the same picture.
 */

import type { Sequence } from "../document-store.ts";

/** A record of a log. */
export type BackedUpRecord =
  | { readonly type: "base"; readonly through: Sequence; readonly bytes: Uint8Array }
  | { readonly type: "update"; readonly sequence: Sequence; readonly bytes: Uint8Array };

const sequenceBytes = 6;
const lengthBytes = 4;

/** A record in bytes; the last of these are those that it was given. */
export function encodeRecord(record: BackedUpRecord): readonly Uint8Array[] {
  const isBase = record.type === "base";
  const head = Buffer.alloc(sequenceBytes + lengthBytes + (isBase ? sequenceBytes : 0));
  if (isBase) head.writeUIntBE(record.through, sequenceBytes + lengthBytes, sequenceBytes);
  else head.writeUIntBE(record.sequence, 0, sequenceBytes);
  const length = record.bytes.length + (isBase ? sequenceBytes : 0);
  head.writeUInt32BE(length, sequenceBytes);
  return [head, record.bytes];
}

/** The records in bytes. Throws where they are none. */
export function* decodeRecords(bytes: Buffer): Generator<BackedUpRecord, void, undefined> {
  for (let at = 0; at < bytes.length;) {
    const sequence = bytes.readUIntBE(at, sequenceBytes);
    const length = bytes.readUInt32BE(at + sequenceBytes);
    at += sequenceBytes + lengthBytes;
    const record = slice(bytes, at, length);
    at += length;
    if (sequence > 0) yield { type: "update", sequence, bytes: record };
    else {
      const through = record.readUIntBE(0, sequenceBytes);
      yield { type: "base", through, bytes: record.subarray(sequenceBytes) };
    }
  }
}

/** An entry of the metadata under its key in the database. */
export function encodeEntry(key: Buffer, value: Uint8Array): readonly Uint8Array[] {
  const head = Buffer.alloc(2 * lengthBytes);
  head.writeUInt32BE(key.length);
  head.writeUInt32BE(value.length, lengthBytes);
  return [head, key, value];
}

/** The entries in bytes. Throws where they are none. */
export function* decodeEntries(
  bytes: Buffer,
): Generator<{ readonly key: Buffer; readonly value: Buffer }, void, undefined> {
  for (let at = 0; at < bytes.length;) {
    const keyLength = bytes.readUInt32BE(at);
    const valueLength = bytes.readUInt32BE(at + lengthBytes);
    at += 2 * lengthBytes;
    yield { key: slice(bytes, at, keyLength), value: slice(bytes, at + keyLength, valueLength) };
    at += keyLength + valueLength;
  }
}

function slice(bytes: Buffer, at: number, length: number): Buffer {
  if (at + length > bytes.length) throw new RangeError("a record is cut off");
  return bytes.subarray(at, at + length);
}
