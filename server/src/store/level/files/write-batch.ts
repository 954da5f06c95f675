/**
 * A record of a log file: the writes that LevelDB did at once. Each write has a number, one more
 * than the write before it, for ever. LevelDB calls it the sequence number; here a sequence is a
 * place in the log of a document.
 */

import { ByteReader, MalformedBytesError } from "@coscribe/shared";

/** The numbers of a batch's writes. */
export interface BatchNumbers {
  /** The first one's. */
  readonly from: number;
  /** The last one's; `from - 1` for an empty batch. */
  readonly to: number;
}

const headerBytes = 8 + 4;
const removal = 0;
const value = 1;

/** The numbers in a batch, or undefined where a record is too short to be one. */
export function numbersOf(batch: Buffer): BatchNumbers | undefined {
  if (batch.length < headerBytes) return undefined;
  const from = Number(batch.readBigUInt64LE());
  return { from, to: from + batch.readUInt32LE(8) - 1 };
}

/** The keys that a batch writes: all of them, or, where it is damaged, those up to the damage. */
export function keysOf(batch: Uint8Array): readonly Buffer[] {
  const keys: Buffer[] = [];
  const reader = new ByteReader(batch);
  try {
    reader.skip(headerBytes);
    while (!reader.isAtEnd) {
      const type = reader.uint8();
      if (type !== removal && type !== value) break;
      const key = reader.varBytes();
      keys.push(Buffer.from(key.buffer, key.byteOffset, key.length));
      if (type === value) reader.skip(reader.varUint());
    }
  } catch (error) {
    if (!(error instanceof MalformedBytesError)) throw error;
  }
  return keys;
}
