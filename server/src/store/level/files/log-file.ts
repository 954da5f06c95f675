/**
 * The format of LevelDB's log files (`*.log`) and of its MANIFEST: blocks of 32 KiB, in them
 * fragments with a checksum, a length and a type, and one record in one or more fragments.
 *
 * Why read them beside LevelDB: it drops what it cannot read in a log, with the rest of that block,
 * and says nothing. Here every byte is either in a record or reported, and of a block only what is
 * unreadable is given up.
 */

import { crc32c, masked } from "./crc32c.ts";

const blockBytes = 32 * 1024;
/** Checksum, length, type. */
const headerBytes = 4 + 2 + 1;

const whole = 1;
const first = 2;
const middle = 3;
const last = 4;

/** What stands in a file, in order and without gaps, but for the padding of blocks. */
export type LogPiece =
  | { readonly type: "record"; readonly offset: number; readonly bytes: Buffer }
  /** Bytes from `offset` up to `end` that are no record, or only a part of one. */
  | { readonly type: "unreadable"; readonly offset: number; readonly end: number };

/** The pieces of a file. No two unreadable ones follow each other. */
export function readLogFile(file: Buffer): readonly LogPiece[] {
  const pieces = new Pieces();
  for (let start = 0; start < file.length; start += blockBytes) {
    const end = Math.min(start + blockBytes, file.length);
    let position = start;
    while (position < end) {
      const fragment = readFragment(file, position, end);
      if (fragment !== undefined) {
        pieces.add(position, fragment);
        position = fragment.end;
      } else if (isPadding(file, position, end)) {
        position = end;
      } else {
        const next = skipTo(file, position, end);
        pieces.addUnreadable(position, next);
        position = next;
      }
    }
  }
  return pieces.end(file.length);
}

interface Fragment {
  readonly type: number;
  readonly payload: Buffer;
  readonly end: number;
}

/** The fragment at `position`, or undefined where none stands there whole. */
function readFragment(file: Buffer, position: number, end: number): Fragment | undefined {
  if (end - position < headerBytes) return undefined;
  const type = file.readUInt8(position + 6);
  const start = position + headerBytes;
  const fragmentEnd = start + file.readUInt16LE(position + 4);
  if (type < whole || type > last || fragmentEnd > end) return undefined;
  if (file.readUInt32LE(position) !== masked(crc32c(file, start - 1, fragmentEnd)))
    return undefined;
  return { type, payload: file.subarray(start, fragmentEnd), end: fragmentEnd };
}

/** A block ends with zeros where no header fits any more. */
function isPadding(file: Buffer, position: number, end: number): boolean {
  return end - position < headerBytes && file.subarray(position, end).every((byte) => byte === 0);
}

/**
 * Where to go on after what cannot be read: behind it, if its length leads to a whole fragment or
 * to the end of the block; otherwise at the end of the block. Never by looking for what could be a
 * fragment, because a client's update may hold the image of one.
 */
function skipTo(file: Buffer, position: number, end: number): number {
  if (end - position < headerBytes) return end;
  const behind = position + headerBytes + file.readUInt16LE(position + 4);
  return behind < end && readFragment(file, behind, end) !== undefined ? behind : end;
}

/** Puts fragments together. */
class Pieces {
  readonly #pieces: LogPiece[] = [];
  /** Where the record begins of which some fragments have been read, and those. */
  #begun: { readonly offset: number; readonly parts: Buffer[] } | undefined;

  add(offset: number, { type, payload, end }: Fragment): void {
    if (type === whole || type === first) {
      this.#giveUp(offset);
      if (type === whole) this.#pieces.push({ type: "record", offset, bytes: payload });
      else this.#begun = { offset, parts: [payload] };
    } else if (this.#begun === undefined) {
      this.addUnreadable(offset, end);
    } else {
      this.#begun.parts.push(payload);
      if (type !== last) return;
      const bytes = Buffer.concat(this.#begun.parts);
      this.#pieces.push({ type: "record", offset: this.#begun.offset, bytes });
      this.#begun = undefined;
    }
  }

  addUnreadable(offset: number, end: number): void {
    this.#giveUp(offset);
    const before = this.#pieces.at(-1);
    const isContinued = before?.type === "unreadable" && before.end === offset;
    if (isContinued) this.#pieces.pop();
    this.#pieces.push({ type: "unreadable", offset: isContinued ? before.offset : offset, end });
  }

  end(offset: number): readonly LogPiece[] {
    this.#giveUp(offset);
    return this.#pieces;
  }

  /** The record that was begun has no end. */
  #giveUp(offset: number): void {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun !== undefined) this.addUnreadable(begun.offset, offset);
  }
}

/** A file of these records. */
export function writeLogFile(records: readonly Uint8Array[]): Buffer {
  const fragments: Buffer[] = [];
  let room = blockBytes;
  const add = (type: number, payload: Uint8Array): void => {
    fragments.push(writeFragment(type, payload));
    room -= headerBytes + payload.length;
  };
  for (const record of records) {
    let position = 0;
    do {
      if (room < headerBytes) {
        fragments.push(Buffer.alloc(room));
        room = blockBytes;
      }
      const end = Math.min(position + room - headerBytes, record.length);
      add(typeOf(position === 0, end === record.length), record.subarray(position, end));
      position = end;
    } while (position < record.length);
  }
  return Buffer.concat(fragments);
}

function typeOf(isFirst: boolean, isLast: boolean): number {
  if (isFirst) return isLast ? whole : first;
  return isLast ? last : middle;
}

function writeFragment(type: number, payload: Uint8Array): Buffer {
  const fragment = Buffer.allocUnsafe(headerBytes + payload.length);
  fragment.writeUInt16LE(payload.length, 4);
  fragment.writeUInt8(type, 6);
  fragment.set(payload, headerBytes);
  fragment.writeUInt32LE(masked(crc32c(fragment, 6, fragment.length)));
  return fragment;
}
