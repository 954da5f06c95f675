/**
 * One message ready to leave, for any number of sockets.
 *
 * A server's WebSocket frames are not masked, so the bytes on the wire are the same for everybody,
 * and are made once. Of a long message only the head is made: its body leaves from where it lies. A
 * very long one leaves in fragments (RFC 6455, section 5.4): `transfers.ts` lets others go first
 * between them, and pings and closes find a place.
 */

import { messageParts, updateHead, type OutgoingMessage } from "@coscribe/shared";

/** A message that `deflate.ts` has deflated, for sockets whose other side inflates. */
export interface DeflatedMessage {
  readonly type: "deflated";
  readonly bytes: Uint8Array;
}

/** As what an update is sent. */
export type SentAs = "syncStep2" | "update";

/** A message with an update whose bytes lie in several places. */
export interface UpdateInParts {
  readonly type: "inParts";
  readonly as: SentAs;
  readonly parts: readonly Uint8Array[];
}

/** Messages up to this size, in bytes, are copied: that costs less than writing two pieces. */
const mostCopiedBytes = 2 ** 15;

/** Messages up to this size, in bytes, are one WebSocket frame; longer ones are fragments. */
export const mostWholeBytes: number = 2 ** 20;

/** Payload of a fragment, in bytes: the operating system takes it in some 0.1 ms. */
export const fragmentBytes: number = 2 ** 18;

const finalFragment = 0x80;
/** RSV1: the message is deflated (RFC 7692, section 6). */
const deflated = 0x40;
const binary = 0x02;
const continuation = 0x00;

/** See the head of this file. */
export class Frame {
  /** Bytes of the message, without WebSocket framing. */
  readonly byteLength: number;
  /** A short message as one WebSocket frame; undefined where it has {@link fragment}s. */
  readonly wire: Uint8Array | undefined;
  readonly #opcode: number;
  /** Of a message that has fragments: what follows one another. */
  readonly #parts: readonly Uint8Array[] = [];

  constructor(message: OutgoingMessage | DeflatedMessage | UpdateInParts) {
    const parts = partsOf(message);
    this.byteLength = lengthOf(parts);
    this.#opcode = message.type === "deflated" ? binary | deflated : binary;
    if (this.byteLength <= mostCopiedBytes) {
      this.wire = inOnePiece(this.#opcode, parts, this.byteLength);
    } else this.#parts = parts;
  }

  /** Whether only those who inflate can read it. */
  get isDeflated(): boolean {
    return (this.#opcode & deflated) !== 0;
  }

  /** How many fragments a message has that is not short: several, or itself. */
  get fragmentCount(): number {
    return this.wire !== undefined ? 0 : Math.ceil(this.byteLength / this.#fragmentBytes);
  }

  /** How many bytes of the message are in the fragments from `index` on. */
  bytesFrom(index: number): number {
    return Math.max(this.byteLength - index * this.#fragmentBytes, 0);
  }

  /** One fragment, as a WebSocket frame in pieces that follow one another. */
  fragment(index: number): readonly Uint8Array[] {
    const start = index * this.#fragmentBytes;
    const size = this.bytesFrom(index) - this.bytesFrom(index + 1);
    const opcode = index === 0 ? this.#opcode : continuation;
    const isLast = start + size === this.byteLength;
    const head = new Uint8Array(headSize(size));
    writeHead(head, isLast ? opcode | finalFragment : opcode, size);
    return [head, ...slice(this.#parts, start, start + size)];
  }

  get #fragmentBytes(): number {
    return this.byteLength > mostWholeBytes ? fragmentBytes : this.byteLength;
  }
}

/** Messages that leave together, for any number of sockets: what a system call costs is paid once. */
export class Bundle {
  readonly frames: readonly Frame[];
  /** Bytes of all messages, without WebSocket framing. */
  readonly byteLength: number;
  /** All frames in one piece; undefined where one is not short, or deflated and so to be watched. */
  readonly wire: Uint8Array | undefined;

  constructor(frames: readonly Frame[]) {
    this.frames = frames;
    this.byteLength = frames.reduce((size, frame) => size + frame.byteLength, 0);
    const wires: Uint8Array[] = [];
    for (const { wire, isDeflated } of frames) {
      if (wire !== undefined && !isDeflated) wires.push(wire);
    }
    if (wires.length < frames.length) return;
    this.wire = wires.length === 1 ? wires[0] : Buffer.concat(wires);
  }
}

function partsOf(
  message: OutgoingMessage | DeflatedMessage | UpdateInParts,
): readonly Uint8Array[] {
  if (message.type === "deflated") return [message.bytes];
  if (message.type !== "inParts") {
    const { head, body } = messageParts(message);
    return [head, body];
  }
  const { as, parts } = message;
  const [first = new Uint8Array(), ...rest] = parts;
  // A write less.
  return [Buffer.concat([updateHead(as, lengthOf(parts)), first]), ...rest];
}

function lengthOf(parts: readonly Uint8Array[]): number {
  let length = 0;
  for (const part of parts) length += part.length;
  return length;
}

function inOnePiece(opcode: number, parts: readonly Uint8Array[], length: number): Uint8Array {
  // A stream would make a Buffer of anything else, for each socket.
  const wire = Buffer.allocUnsafe(headSize(length) + length);
  let at = writeHead(wire, opcode | finalFragment, length);
  for (const part of parts) {
    wire.set(part, at);
    at += part.length;
  }
  return wire;
}

/** The bytes from `start` to `end` of `parts` that follow one another. */
function slice(parts: readonly Uint8Array[], start: number, end: number): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  let from = 0;
  for (const part of parts) {
    const to = from + part.length;
    if (from < end && to > start) {
      found.push(part.subarray(Math.max(start - from, 0), Math.min(end - from, part.length)));
    }
    from = to;
  }
  return found;
}

/** Bytes of the head of an unmasked WebSocket frame (RFC 6455, section 5.2). */
function headSize(length: number): number {
  return length < 126 ? 2 : length < 0x10000 ? 4 : 10;
}

/** Writes the head at the beginning of `target`; returns the position after it. */
function writeHead(target: Uint8Array, firstByte: number, length: number): number {
  const size = headSize(length);
  target[0] = firstByte;
  target[1] = size === 2 ? length : size === 4 ? 126 : 127;
  // The length, from its last byte to its first.
  let rest = length;
  for (let index = size - 1; index > 1; index--) {
    target[index] = rest % 0x100;
    rest = Math.floor(rest / 0x100);
  }
  return size;
}
