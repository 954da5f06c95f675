/**
 * What stands under the keys. Every value begins with a checksum over its key and the rest of it,
 * because LevelDB is not told to verify its own and drops what it cannot read: a value that is
 * altered, cut or stored under another's key is noticed.
 *
 * CRC-32 as in zlib and not the CRC-32C of LevelDB's files: Node has it built in and native, at
 * 70 ns for an update, and in noticing damage the two are equals.
 */

import { crc32 } from "node:zlib";
import type { Sequence } from "../document-store.ts";
import {
  generationBytes,
  isRecordKey,
  prefixOfRecord,
  recordKey,
  sequenceBytes,
  sequenceOfRecord,
} from "./key-layout.ts";
import type { Write } from "./key-value.ts";

/** Bytes of the checksum that every value begins with. */
export const checksumBytes = 4;

/** Writes `payload` under `key`. */
export function putSealed(key: Buffer, ...payload: readonly Uint8Array[]): Write {
  return { type: "put", key, value: seal(crc32(key), payload) };
}

/** The payload of a value, or undefined where it is not what was written under this key. */
export function unsealed(key: Buffer, value: Buffer): Buffer | undefined {
  return unseal(crc32(key), value);
}

/** The checksum of `payload`, continuing that of the key, then `payload`. */
function seal(keyChecksum: number, payload: readonly Uint8Array[]): Buffer {
  let length = checksumBytes;
  for (const part of payload) length += part.length;
  const value = Buffer.allocUnsafe(length);
  let offset = checksumBytes;
  for (const part of payload) {
    value.set(part, offset);
    offset += part.length;
  }
  value.writeUInt32BE(crc32(value.subarray(checksumBytes), keyChecksum));
  return value;
}

function unseal(keyChecksum: number, value: Buffer): Buffer | undefined {
  if (value.length < checksumBytes) return undefined;
  const payload = value.subarray(checksumBytes);
  return crc32(payload, keyChecksum) === value.readUInt32BE() ? payload : undefined;
}

/** What is known of a document without reading its records. */
export interface Head {
  /** See `DocumentLog.generation`. */
  readonly generation: string;
  /** Sequence of the last update in the base; 0 where no update has been compacted. */
  readonly through: Sequence;
  /** Sequence of the last update of all when this was written; a crash leaves later ones. */
  readonly last: Sequence;
}

/** Writes a head: the generation, then `through`, then `last`. */
export function putHead(key: Buffer, { generation, through, last }: Head): Write {
  const places = [sequenceToBytes(through), sequenceToBytes(last)];
  return putSealed(key, Buffer.from(generation, "base64url"), ...places);
}

/** The head in a value, or undefined where it is damaged. */
export function decodeHead(key: Buffer, value: Buffer): Head | undefined {
  const payload = unsealed(key, value);
  if (payload?.length !== generationBytes + 2 * sequenceBytes) return undefined;
  return {
    generation: payload.toString("base64url", 0, generationBytes),
    through: payload.readUIntBE(generationBytes, sequenceBytes),
    last: payload.readUIntBE(generationBytes + sequenceBytes, sequenceBytes),
  };
}

/** Records that are dead but not yet removed, first and last included. */
export interface Leftover {
  /** The first. */
  readonly from: Sequence;
  /** The last. */
  readonly to: Sequence;
}

/** Writes a leftover: `from`, then `to`. */
export function putLeftover(key: Buffer, leftover: Leftover): Write {
  return putSealed(key, sequenceToBytes(leftover.from), sequenceToBytes(leftover.to));
}

/** The leftover in a value, or undefined where it is damaged. */
export function decodeLeftover(key: Buffer, value: Buffer): Leftover | undefined {
  const payload = unsealed(key, value);
  if (payload?.length !== 2 * sequenceBytes) return undefined;
  return {
    from: payload.readUIntBE(0, sequenceBytes),
    to: payload.readUIntBE(sequenceBytes, sequenceBytes),
  };
}

/** A base or an update as it is stored. */
export type LogRecord =
  | { readonly type: "base"; readonly through: Sequence; readonly bytes: Buffer }
  | { readonly type: "update"; readonly sequence: Sequence; readonly bytes: Buffer };

/** Whether a value is what was written under its key, of whatever table. */
export function isIntact(key: Buffer, value: Buffer): boolean {
  if (!isRecordKey(key)) return unsealed(key, value) !== undefined;
  const record = new RecordCodec(prefixOfRecord(key)).decode(value);
  if (record === undefined) return false;
  return sequenceOfRecord(key) === (record.type === "base" ? 0 : record.sequence);
}

/**
 * Writes and reads the records of one generation of a document. Their values repeat the sequence from
 * the key, so that a load need not fetch keys: that makes it a third faster (270 ms instead of 400 ms
 * for 259,778 updates). The checksum counts it once.
 */
export class RecordCodec {
  readonly #prefix: Buffer;
  readonly #prefixChecksum: number;

  /** For records whose keys begin with `prefix`. */
  constructor(prefix: Buffer) {
    this.#prefix = prefix;
    this.#prefixChecksum = crc32(prefix);
  }

  /** Writes an update: its sequence, then its bytes. */
  putUpdate(sequence: Sequence, update: Uint8Array): Write {
    return this.#put(sequence, update);
  }

  /** Writes the base: 0 where updates have their sequence, then `through`, then its bytes. */
  putBase(through: Sequence, base: Uint8Array): Write {
    return this.#put(0, sequenceToBytes(through), base);
  }

  /** The record in a value, or undefined where it is damaged. */
  decode(value: Buffer): LogRecord | undefined {
    const payload = unseal(this.#prefixChecksum, value);
    if (payload === undefined || payload.length < sequenceBytes) return undefined;
    const sequence = payload.readUIntBE(0, sequenceBytes);
    const bytes = payload.subarray(sequenceBytes);
    if (sequence > 0) return { type: "update", sequence, bytes };
    if (bytes.length < sequenceBytes) return undefined;
    const through = bytes.readUIntBE(0, sequenceBytes);
    return { type: "base", through, bytes: bytes.subarray(sequenceBytes) };
  }

  #put(sequence: Sequence, ...payload: readonly Uint8Array[]): Write {
    return {
      type: "put",
      key: recordKey(this.#prefix, sequence),
      value: seal(this.#prefixChecksum, [sequenceToBytes(sequence), ...payload]),
    };
  }
}

function sequenceToBytes(sequence: Sequence): Buffer {
  const bytes = Buffer.allocUnsafe(sequenceBytes);
  bytes.writeUIntBE(sequence, 0, sequenceBytes);
  return bytes;
}
