/**
 * One message ready to leave, for any number of sockets.
 *
 * A server's WebSocket frames are not masked, so the bytes on the wire are the same for everybody,
 * and are made once. A long message leaves in fragments (RFC 6455, section 5.4): `transfers.ts` lets
 * others go first between them, and pings and closes find a place.
 */

import { encodeMessage, type OutgoingMessage } from "@coscribe/shared";

/** A message that `deflate.ts` has deflated, for sockets whose other side inflates. */
export interface DeflatedMessage {
  readonly type: "deflated";
  readonly bytes: Uint8Array;
}

/** Messages up to this size, in bytes, are one WebSocket frame; longer ones are fragments. */
const mostWholeBytes = 2 ** 20;

/** Payload of a fragment, in bytes: the operating system takes it in some 0.1 ms. */
const fragmentBytes = 2 ** 18;

/** The longest head of an unmasked WebSocket frame. */
const mostHeadBytes = 10;

const finalFragment = 0x80;
/** RSV1: the message is deflated (RFC 7692, section 6). */
const deflated = 0x40;
const binary = 0x02;
const continuation = 0x00;

/** See the head of this file. */
export class Frame {
  /** The message's bytes, without WebSocket framing. */
  readonly message: Uint8Array;
  /** The message as one WebSocket frame; undefined where it is long and has fragments. */
  readonly wire: Uint8Array | undefined;
  readonly #opcode: number;

  constructor(message: OutgoingMessage | DeflatedMessage) {
    const isDeflated = message.type === "deflated";
    const bytes = isDeflated ? withRoom(message.bytes) : encodeMessage(message, mostHeadBytes);
    this.message = bytes.subarray(mostHeadBytes);
    this.#opcode = isDeflated ? binary | deflated : binary;
    const { length } = this.message;
    if (length > mostWholeBytes) return;
    const headAt = mostHeadBytes - headSize(length);
    writeHead(bytes, headAt, this.#opcode | finalFragment, length);
    this.wire = bytes.subarray(headAt);
  }

  /** How many fragments a long message has. */
  get fragmentCount(): number {
    return Math.ceil(this.message.length / fragmentBytes);
  }

  /** One fragment of a long message. */
  fragment(index: number): readonly [head: Uint8Array, payload: Uint8Array] {
    const payload = this.message.subarray(index * fragmentBytes, (index + 1) * fragmentBytes);
    const opcode = index === 0 ? this.#opcode : continuation;
    const isLast = index === this.fragmentCount - 1;
    const head = new Uint8Array(headSize(payload.length));
    writeHead(head, 0, isLast ? opcode | finalFragment : opcode, payload.length);
    return [head, payload];
  }
}

/** Messages that leave together, for any number of sockets: what a system call costs is paid once. */
export class Bundle {
  readonly frames: readonly Frame[];
  /** All frames in one piece; undefined where one is long and has fragments. */
  readonly wire: Uint8Array | undefined;

  constructor(frames: readonly Frame[]) {
    this.frames = frames;
    const wires: Uint8Array[] = [];
    for (const { wire } of frames) if (wire !== undefined) wires.push(wire);
    if (wires.length === frames.length) this.wire = inOnePiece(wires);
  }
}

function inOnePiece(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
}

/** A copy of `bytes` with room for a head in front. */
function withRoom(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(mostHeadBytes + bytes.length);
  copy.set(bytes, mostHeadBytes);
  return copy;
}

/** Bytes of the head of an unmasked WebSocket frame (RFC 6455, section 5.2). */
function headSize(length: number): number {
  return length < 126 ? 2 : length < 0x10000 ? 4 : mostHeadBytes;
}

function writeHead(target: Uint8Array, at: number, firstByte: number, length: number): void {
  const size = headSize(length);
  target[at] = firstByte;
  target[at + 1] = size === 2 ? length : size === 4 ? 126 : 127;
  // The length, from its last byte to its first.
  let rest = length;
  for (let index = size - 1; index > 1; index--) {
    target[at + index] = rest % 0x100;
    rest = Math.floor(rest / 0x100);
  }
}
