/**
 * One message ready to leave, for any number of sockets.
 *
 * A server's WebSocket frames are not masked, so the bytes on the wire are the same for everybody,
 * and are made once. Of a long message only the head is made: its body leaves from where it lies. A
 * very long one leaves in fragments (RFC 6455, section 5.4): `transfers.ts` lets others go first
 * between them, and pings and closes find a place.
 */

import { messageParts, type MessageParts, type OutgoingMessage } from "@coscribe/shared";

/** A message that `deflate.ts` has deflated, for sockets whose other side inflates. */
export interface DeflatedMessage {
  readonly type: "deflated";
  readonly bytes: Uint8Array;
}

/** Messages up to this size, in bytes, are copied: that costs less than writing two pieces. */
const mostCopiedBytes = 2 ** 15;

/** Messages up to this size, in bytes, are one WebSocket frame; longer ones are fragments. */
const mostWholeBytes = 2 ** 20;

/** Payload of a fragment, in bytes: the operating system takes it in some 0.1 ms. */
const fragmentBytes = 2 ** 18;

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
  /** Of a message that has fragments. */
  readonly #message: MessageParts | undefined;

  constructor(message: OutgoingMessage | DeflatedMessage) {
    const isDeflated = message.type === "deflated";
    const parts = isDeflated ? { head: noBytes, body: message.bytes } : messageParts(message);
    this.byteLength = parts.head.length + parts.body.length;
    this.#opcode = isDeflated ? binary | deflated : binary;
    if (this.byteLength <= mostCopiedBytes) this.wire = inOnePiece(this.#opcode, parts);
    else this.#message = parts;
  }

  /** Whether only those who inflate can read it. */
  get isDeflated(): boolean {
    return (this.#opcode & deflated) !== 0;
  }

  /** How many fragments a message has that is not short: several, or itself. */
  get fragmentCount(): number {
    return this.#message === undefined ? 0 : Math.ceil(this.byteLength / this.#fragmentBytes);
  }

  /** How many bytes of the message are in the fragments from `index` on. */
  bytesFrom(index: number): number {
    return Math.max(this.byteLength - index * this.#fragmentBytes, 0);
  }

  /** One fragment, as a WebSocket frame in two pieces. */
  fragment(index: number): readonly [head: Uint8Array, payload: Uint8Array] {
    const { head, body } = this.#message ?? { head: noBytes, body: noBytes };
    const start = index * this.#fragmentBytes;
    const size = this.bytesFrom(index) - this.bytesFrom(index + 1);
    const opcode = index === 0 ? this.#opcode : continuation;
    const isLast = start + size === this.byteLength;
    const messageHead = index === 0 ? head : noBytes;
    const frameHead = new Uint8Array(headSize(size) + messageHead.length);
    writeHead(frameHead, isLast ? opcode | finalFragment : opcode, size);
    frameHead.set(messageHead, headSize(size));
    return [frameHead, body.subarray(Math.max(start - head.length, 0), start + size - head.length)];
  }

  get #fragmentBytes(): number {
    return this.byteLength > mostWholeBytes ? fragmentBytes : this.byteLength;
  }
}

/** Messages that leave together, for any number of sockets: what a system call costs is paid once. */
export class Bundle {
  readonly frames: readonly Frame[];
  /** All frames in one piece; undefined where one is not short. */
  readonly wire: Uint8Array | undefined;

  constructor(frames: readonly Frame[]) {
    this.frames = frames;
    const wires: Uint8Array[] = [];
    for (const { wire } of frames) if (wire !== undefined) wires.push(wire);
    if (wires.length < frames.length) return;
    this.wire = wires.length === 1 ? wires[0] : Buffer.concat(wires);
  }
}

const noBytes = new Uint8Array();

function inOnePiece(opcode: number, { head, body }: MessageParts): Uint8Array {
  const length = head.length + body.length;
  // A stream would make a Buffer of anything else, for each socket.
  const wire = Buffer.allocUnsafe(headSize(length) + length);
  const headAt = writeHead(wire, opcode | finalFragment, length);
  wire.set(head, headAt);
  wire.set(body, headAt + head.length);
  return wire;
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
