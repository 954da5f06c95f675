/**
 * What stands under the keys. Every value begins with a checksum over its key and the rest of it,
 * because LevelDB is not told to verify its own and drops what it cannot read: a value that is
 * altered, cut or stored under another's key is noticed.
 *
 * CRC-32 as in zlib and not the CRC-32C of LevelDB's files: Node has it built in and native, at
 * 70 ns for an update, and in noticing damage the two are equals.
 */

import { crc32 } from "node:zlib";
import { newBytes } from "../../pages.ts";
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

/** A longer value is put together, and checked, step by step: all at once it would keep others waiting. */
export const largeValueBytes: number = 4 * 1024 * 1024;

/** So many bytes are one step: about a millisecond. */
const stepBytes = 1024 * 1024;

/** A write whose value is whole when the steps have ended. What it is made of must not change before. */
export interface GradualWrite {
  readonly write: Write & { readonly type: "put" };
  readonly steps: Iterator<undefined, void, undefined>;
}

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
  const value = newValue(payload);
  let offset = checksumBytes;
  for (const part of payload) {
    value.set(part, offset);
    offset += part.length;
  }
  value.writeUInt32BE(crc32(value.subarray(checksumBytes), keyChecksum));
  return value;
}

/** The same in steps, into a `value` of the right length. */
function* sealing(
  value: Buffer,
  keyChecksum: number,
  payload: readonly Uint8Array[],
): Generator<undefined, void, undefined> {
  let checksum = keyChecksum;
  let offset = checksumBytes;
  for (const part of payload) {
    for (let at = 0; at < part.length; at += stepBytes) {
      const slice = part.subarray(at, at + stepBytes);
      value.set(slice, offset);
      checksum = crc32(slice, checksum);
      offset += slice.length;
      if (slice.length === stepBytes) yield;
    }
  }
  value.writeUInt32BE(checksum);
}

/** Small ones share memory with others. */
function newValue(payload: readonly Uint8Array[]): Buffer {
  let length = checksumBytes;
  for (const part of payload) length += part.length;
  if (length < Buffer.poolSize) return Buffer.allocUnsafe(length);
  return Buffer.from(newBytes(length).buffer, 0, length);
}

function unseal(keyChecksum: number, value: Buffer): Buffer | undefined {
  if (value.length < checksumBytes) return undefined;
  const payload = value.subarray(checksumBytes);
  return crc32(payload, keyChecksum) === value.readUInt32BE() ? payload : undefined;
}

/** The same in steps. */
function* unsealing(
  keyChecksum: number,
  value: Buffer,
): Generator<undefined, Buffer | undefined, undefined> {
  let checksum = keyChecksum;
  for (let at = checksumBytes; at < value.length; at += stepBytes) {
    checksum = crc32(value.subarray(at, at + stepBytes), checksum);
    yield;
  }
  return checksum === value.readUInt32BE() ? value.subarray(checksumBytes) : undefined;
}

/** What is known of a document without reading its records. */
export interface Head {
  /** See `DocumentLog.generation`. */
  readonly generation: string;
  /** Sequence of the last update in the base; 0 where no update has been compacted. */
  readonly through: Sequence;
  /** Sequence of the last update of all when this was written; a crash leaves later ones. */
  readonly last: Sequence;
  /** See `DocumentLog.keepsDeleted`. */
  readonly keepsDeleted: boolean;
}

/** What stands at the end of the head of a document that keeps what is deleted, and of others. */
const keepsDeletedMarks = Buffer.of(0x01);
const noMarks = Buffer.alloc(0);

/**
 * Writes a head: the generation, then `through`, then `last`; behind that a byte where it keeps what is
 * deleted, which only format 2 knows.
 */
export function putHead(key: Buffer, { generation, through, last, keepsDeleted }: Head): Write {
  const places = [sequenceToBytes(through), sequenceToBytes(last)];
  const marks = keepsDeleted ? keepsDeletedMarks : noMarks;
  return putSealed(key, Buffer.from(generation, "base64url"), ...places, marks);
}

/** The head in a value, or undefined where it is damaged. */
export function decodeHead(key: Buffer, value: Buffer): Head | undefined {
  const payload = unsealed(key, value);
  const markAt = generationBytes + 2 * sequenceBytes;
  if (payload === undefined || payload.length < markAt) return undefined;
  const marks = payload.subarray(markAt);
  if (!marks.equals(noMarks) && !marks.equals(keepsDeletedMarks)) return undefined;
  return {
    generation: payload.toString("base64url", 0, generationBytes),
    through: payload.readUIntBE(generationBytes, sequenceBytes),
    last: payload.readUIntBE(generationBytes + sequenceBytes, sequenceBytes),
    keepsDeleted: marks.length > 0,
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

/** That a document is damaged, and that all the server had of it in memory has been kept. */
export interface RescueNote {
  /** See `DocumentLog.generation`. */
  readonly generation: string;
  /** What is wrong with the document. */
  readonly problem: string;
}

/** Writes the note of a rescued document: the generation, then the problem. */
export function putRescueNote(key: Buffer, { generation, problem }: RescueNote): Write {
  return putSealed(key, Buffer.from(generation, "base64url"), Buffer.from(problem));
}

/** The note in a value, or undefined where it is damaged. */
export function decodeRescueNote(key: Buffer, value: Buffer): RescueNote | undefined {
  const payload = unsealed(key, value);
  if (payload === undefined || payload.length < generationBytes) return undefined;
  return {
    generation: payload.toString("base64url", 0, generationBytes),
    problem: payload.toString("utf8", generationBytes),
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
    return this.#put(sequence, [update]);
  }

  /** The same in steps. */
  putUpdateInSteps(sequence: Sequence, update: Uint8Array): GradualWrite {
    return this.#putInSteps(sequence, [update]);
  }

  /** Writes the base: 0 where updates have their sequence, then `through`, then its bytes. */
  putBase(through: Sequence, base: Uint8Array): Write {
    return this.#put(0, [sequenceToBytes(through), base]);
  }

  /** The same in steps. */
  putBaseInSteps(through: Sequence, base: Uint8Array): GradualWrite {
    return this.#putInSteps(0, [sequenceToBytes(through), base]);
  }

  /** The record in a value, or undefined where it is damaged. */
  decode(value: Buffer): LogRecord | undefined {
    return recordIn(unseal(this.#prefixChecksum, value));
  }

  /** The same in steps, for a value of some length. */
  *decodeInSteps(value: Buffer): Generator<undefined, LogRecord | undefined, undefined> {
    return recordIn(yield* unsealing(this.#prefixChecksum, value));
  }

  #put(sequence: Sequence, payload: readonly Uint8Array[]): Write {
    return {
      type: "put",
      key: recordKey(this.#prefix, sequence),
      value: seal(this.#prefixChecksum, [sequenceToBytes(sequence), ...payload]),
    };
  }

  #putInSteps(sequence: Sequence, bytes: readonly Uint8Array[]): GradualWrite {
    const payload = [sequenceToBytes(sequence), ...bytes];
    const value = newValue(payload);
    return {
      write: { type: "put", key: recordKey(this.#prefix, sequence), value },
      steps: sealing(value, this.#prefixChecksum, payload),
    };
  }
}

function recordIn(payload: Buffer | undefined): LogRecord | undefined {
  if (payload === undefined || payload.length < sequenceBytes) return undefined;
  const sequence = payload.readUIntBE(0, sequenceBytes);
  const bytes = payload.subarray(sequenceBytes);
  if (sequence > 0) return { type: "update", sequence, bytes };
  if (bytes.length < sequenceBytes) return undefined;
  const through = bytes.readUIntBE(0, sequenceBytes);
  return { type: "base", through, bytes: bytes.subarray(sequenceBytes) };
}

function sequenceToBytes(sequence: Sequence): Buffer {
  const bytes = Buffer.allocUnsafe(sequenceBytes);
  bytes.writeUIntBE(sequence, 0, sequenceBytes);
  return bytes;
}
