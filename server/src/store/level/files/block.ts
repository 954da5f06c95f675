/**
 * The blocks that LevelDB's tables (`*.ldb`) are made of: entries in the order of their keys, behind
 * them a byte that tells how they are compressed, and a checksum. LevelDB does not verify that
 * checksum unless it is told to, which leveldown cannot do.
 */

import { ByteReader, MalformedBytesError, varUintSize, writeVarUint } from "@coscribe/shared";
import { crc32c, masked, nextCrc } from "./crc32c.ts";
import { uncompress } from "./snappy.ts";

/** Where a block stands: its entries, without what follows them. */
export interface BlockPlace {
  readonly offset: number;
  readonly bytes: number;
}

/** One entry of a block. */
export interface BlockEntry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** What follows the entries: how they are compressed, and the checksum. */
export const trailerBytes: number = 1 + 4;
const uncompressed = 0;
const compressedWithSnappy = 1;

/** Whether a block stands there as it was written. */
export function isSound(file: Buffer, { offset, bytes }: BlockPlace): boolean {
  const end = offset + bytes;
  if (end + trailerBytes > file.length) return false;
  return file.readUInt32LE(end + 1) === masked(crc32c(file, offset, end + 1));
}

/**
 * The block that begins at `offset`, found by the checksum behind it. For a file that no longer
 * tells where its blocks end.
 */
export function findBlock(file: Buffer, offset: number): BlockPlace | undefined {
  let crc = -1;
  for (let end = offset; end + trailerBytes <= file.length; end++) {
    const byte = file.readUInt8(end);
    crc = nextCrc(crc, byte);
    const mayEnd = byte === uncompressed || byte === compressedWithSnappy;
    if (mayEnd && end > offset && file.readUInt32LE(end + 1) === masked(~crc >>> 0)) {
      return { offset, bytes: end - offset };
    }
  }
  return undefined;
}

/** The entries of a sound block. Throws MalformedBytesError where it is a block of something else. */
export function readBlock(file: Buffer, { offset, bytes }: BlockPlace): readonly BlockEntry[] {
  const stored = file.subarray(offset, offset + bytes);
  const isStoredAsIs = file.readUInt8(offset + bytes) === uncompressed;
  const block = isStoredAsIs ? stored : uncompress(stored);
  if (block.length < 4) throw new MalformedBytesError("a block has no end");
  const restartBytes = 4 * (block.readUInt32LE(block.length - 4) + 1);
  if (restartBytes > block.length) throw new MalformedBytesError("a block has no beginning");
  const reader = new ByteReader(block.subarray(0, block.length - restartBytes));
  const entries: BlockEntry[] = [];
  let key: Buffer = Buffer.alloc(0);
  while (!reader.isAtEnd) {
    const shared = reader.varUint();
    const added = reader.varUint();
    const valueBytes = reader.varUint();
    if (shared > key.length) throw new MalformedBytesError("a key shares more than there is");
    key = Buffer.concat([key.subarray(0, shared), reader.take(added)]);
    entries.push({ key, value: Buffer.from(reader.take(valueBytes)) });
  }
  return entries;
}

/** A block of these entries, with what follows them. */
export function writeBlock(entries: readonly BlockEntry[]): Buffer {
  const parts: Buffer[] = [];
  const restarts: number[] = [];
  let length = 0;
  for (const entry of entries) {
    const part = writeEntry(entry);
    restarts.push(length);
    parts.push(part);
    length += part.length;
  }
  // A block without entries has a place to begin at all the same.
  if (restarts.length === 0) restarts.push(0);
  const end = Buffer.alloc(4 * (restarts.length + 1));
  for (const [index, restart] of restarts.entries()) end.writeUInt32LE(restart, 4 * index);
  end.writeUInt32LE(restarts.length, 4 * restarts.length);
  const block = Buffer.concat([...parts, end, Buffer.alloc(trailerBytes)]);
  const checked = block.length - trailerBytes + 1;
  block.writeUInt32LE(masked(crc32c(block, 0, checked)), checked);
  return block;
}

/** An entry that shares nothing with the one before it, so that reading may begin at any. */
function writeEntry({ key, value }: BlockEntry): Buffer {
  const headBytes = 1 + varUintSize(key.length) + varUintSize(value.length);
  const entry = Buffer.alloc(headBytes + key.length + value.length);
  writeVarUint(entry, writeVarUint(entry, 1, key.length), value.length);
  entry.set(key, headBytes);
  entry.set(value, headBytes + key.length);
  return entry;
}

/** A place as it is stored. */
export function writePlace({ offset, bytes }: BlockPlace): Buffer {
  const stored = Buffer.alloc(varUintSize(offset) + varUintSize(bytes));
  writeVarUint(stored, writeVarUint(stored, 0, offset), bytes);
  return stored;
}

/** What {@link writePlace} wrote. Throws MalformedBytesError. */
export function readPlace(reader: ByteReader): BlockPlace {
  const offset = reader.varUint();
  return { offset, bytes: reader.varUint() };
}
