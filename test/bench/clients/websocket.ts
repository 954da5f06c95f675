/**
 * WebSocket frames by hand (RFC 6455, section 5): making those of a client, reading those of a
 * server. A driver that used a library would cost as much as the servers that it measures.
 */

import { constants, inflateRawSync } from "node:zlib";
import { frameHeadAt } from "../../support/frame-head.ts";
import type { Random } from "../../support/random.ts";

const finalBinary = 0x82;
const finalPong = 0x8a;

/** Opcodes that a server sends. */
export const opcode = { binary: 2, close: 8, ping: 9 } as const;

/**
 * One whole binary frame of a client. Clients have to mask, and the mask is a real one: servers take
 * a short cut when it is zero.
 */
export function clientFrame(payload: Uint8Array, random: Random): Buffer {
  return maskedFrame(finalBinary, payload, random);
}

/** The answer to a ping. */
export function pongFrame(payload: Uint8Array, random: Random): Buffer {
  return maskedFrame(finalPong, payload, random);
}

function maskedFrame(firstByte: number, payload: Uint8Array, random: Random): Buffer {
  const { length } = payload;
  const headLength = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headLength + 4 + length);
  frame[0] = firstByte;
  if (headLength === 2) frame[1] = 0x80 | length;
  else if (headLength === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  for (let index = 0; index < 4; index++) frame[headLength + index] = 1 + random.below(255);
  const start = headLength + 4;
  for (let index = 0; index < length; index++) {
    frame[start + index] = (payload[index] ?? 0) ^ (frame[headLength + (index & 3)] ?? 0);
  }
  return frame;
}

/** The end that a sender leaves away (RFC 7692, section 7.2.1). */
const deflatedEnd = Buffer.of(0, 0, 0xff, 0xff);

function inflate(payload: Buffer): Buffer {
  const finishFlush = constants.Z_SYNC_FLUSH;
  return inflateRawSync(Buffer.concat([payload, deflatedEnd]), { finishFlush });
}

/**
 * Is told of each message: its opcode, its payload as far as it is kept, and the whole payload's
 * length. Of one that is skipped only the first bytes are kept.
 */
export type OnFrame = (opcode: number, payload: Buffer, length: number) => void;

/** What is kept of a skipped message, at least. */
const keptBytes = 2;

/** A message of which some fragments have come. */
interface Unfinished {
  readonly kind: number;
  readonly isDeflated: boolean;
  readonly fragments: Buffer[];
  length: number;
}

/**
 * Cuts what a server sends into messages, and inflates what was deflated on its own
 * (permessage-deflate without context takeover). Servers do not mask.
 */
export class FrameReader {
  readonly #onFrame: OnFrame;
  readonly #skipAbove: number;
  #pieces: Buffer[] = [];
  #length = 0;
  /** Nothing can be told before so many bytes are here. */
  #needed = 2;
  /** Bytes still to come of a payload that is not kept. */
  #skipping = 0;
  #skipped: { head: number; start: Buffer; length: number } = {
    head: 0,
    start: Buffer.alloc(0),
    length: 0,
  };
  #unfinished: Unfinished | undefined;

  /** Payloads of more than `skipAbove` bytes are counted, not kept. */
  constructor(onFrame: OnFrame, skipAbove: number = Infinity) {
    this.#onFrame = onFrame;
    this.#skipAbove = skipAbove;
  }

  /** Takes the next bytes and keeps views on them. */
  push(chunk: Buffer): void {
    const rest = this.#skipping > 0 ? this.#skip(chunk) : chunk;
    if (rest.length === 0) return;
    this.#pieces.push(rest);
    this.#length += rest.length;
    if (this.#length < this.#needed) return;
    const [only] = this.#pieces;
    this.#read(
      this.#pieces.length === 1 && only !== undefined ? only : Buffer.concat(this.#pieces),
    );
  }

  #read(bytes: Buffer): void {
    let at = 0;
    this.#needed = 2;
    for (let head = frameHeadAt(bytes, at); head !== undefined; head = frameHeadAt(bytes, at)) {
      const { first, size, length } = head;
      const end = at + size + length;
      const isTooLong = (this.#unfinished?.length ?? 0) + length > this.#skipAbove;
      if (isTooLong && end > bytes.length) {
        this.#needed = size + keptBytes;
        if (bytes.length - at < this.#needed) break;
        const start = bytes.subarray(at + size, at + size + keptBytes);
        this.#skipped = { head: first, start, length };
        this.#skipping = end - bytes.length;
        at = bytes.length;
        break;
      }
      this.#needed = size + length;
      if (end > bytes.length) break;
      this.#take(first, bytes.subarray(at + size, end), length);
      at = end;
      this.#needed = 2;
    }
    const rest = bytes.subarray(at);
    this.#pieces = rest.length > 0 ? [rest] : [];
    this.#length = rest.length;
  }

  /** Takes a frame; of one that was skipped `payload` is only the beginning. */
  #take(head: number, payload: Buffer, length: number): void {
    const kind = head & 0x0f;
    const isFinal = (head & 0x80) !== 0;
    const isDeflated = (head & 0x40) !== 0;
    if (kind !== 0 && isFinal) return this.#finish(kind, isDeflated, payload, length);
    this.#unfinished ??= { kind, isDeflated, fragments: [], length: 0 };
    const message = this.#unfinished;
    message.length += length;
    // What is too long is not kept, but for the beginning, which tells what it was.
    if (message.length <= this.#skipAbove) message.fragments.push(payload);
    else message.fragments.length = 1;
    if (!isFinal) return undefined;
    this.#unfinished = undefined;
    const whole = Buffer.concat(message.fragments);
    return this.#finish(message.kind, message.isDeflated, whole, message.length);
  }

  #finish(kind: number, isDeflated: boolean, payload: Buffer, length: number): void {
    if (payload.length < length) return this.#onFrame(kind, payload, length);
    const message = isDeflated ? inflate(payload) : payload;
    return this.#onFrame(kind, message, message.length);
  }

  /** Passes over the rest of a payload; returns what comes after it. */
  #skip(chunk: Buffer): Buffer {
    if (chunk.length < this.#skipping) {
      this.#skipping -= chunk.length;
      return chunk.subarray(chunk.length);
    }
    const rest = chunk.subarray(this.#skipping);
    this.#skipping = 0;
    this.#needed = 2;
    this.#take(this.#skipped.head, this.#skipped.start, this.#skipped.length);
    return rest;
  }
}
