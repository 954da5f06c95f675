/**
 * Takes large WebSocket frames in as they come. `ws` waits until all of a frame is there, then copies it
 * and unmasks it byte by byte: a message of 32 MiB would keep everybody waiting for 90 ms. Here each
 * part is copied and unmasked when it comes, four bytes at a time.
 *
 * What it needs of a receiver of `ws` is in {@link Receiver}. Where `ws` is built differently than it is
 * now, it goes on taking all frames in itself.
 */

/* oxlint-disable no-underscore-dangle -- the names of `ws` */

import { GrowingBytes } from "../pages.ts";

/** Smaller frames are left to `ws`, which takes them in within half a millisecond. */
const leastBytes = 128 * 1024;

/** What has been taken of a frame. */
interface Gathered {
  readonly bytes: GrowingBytes;
  filled: number;
}

/** What parses frames in `ws`. */
interface Receiver {
  /** What has come and was not looked at yet, and how many bytes that is. */
  _buffers: Buffer[];
  _bufferedBytes: number;
  /** Of the frame that is being read. */
  _payloadLength: number;
  _mask: Buffer | undefined;
  /** False where it has to wait for more. */
  _loop: boolean;
  /** Takes the payload off what has come, if all of it is there. */
  getData: (this: Receiver, onError: unknown) => void;
  gathered?: Gathered | undefined;
}

/** Masks nothing. */
const noMask = Buffer.alloc(4);

/** What has to be in a receiver. */
const neededNames: readonly string[] = [
  "_buffers",
  "_bufferedBytes",
  "_payloadLength",
  "_mask",
  "_loop",
];

/** See the head of this file. */
export class LargeFrames {
  /** What receivers of `ws` are made of. */
  readonly #standard: object | undefined;
  /** The same for all receivers: a function of its own would take a hundred bytes with each connection. */
  readonly #gathering: object | undefined;

  /** `receiverClass` is that of `ws`, if there is one. */
  constructor(receiverClass: unknown) {
    if (typeof receiverClass !== "function") return;
    const standard = receiverClass.prototype as Receiver;
    const { getData } = standard;
    if (typeof getData !== "function") return;
    this.#standard = standard;
    this.#gathering = Object.create(standard, {
      getData: {
        value(this: Receiver, onError: unknown): void {
          if (hasWhole(this)) getData.call(this, onError);
          else this._loop = false;
        },
      },
    }) as object;
  }

  /** Lets a WebSocket of `ws` take large frames in as they come. */
  takeAsTheyCome(webSocket: object): void {
    const receiver: unknown = Reflect.get(webSocket, "_receiver");
    if (typeof receiver !== "object" || receiver === null || this.#gathering === undefined) return;
    if (Object.getPrototypeOf(receiver) !== this.#standard) return;
    if (neededNames.every((name) => name in receiver)) {
      Object.setPrototypeOf(receiver, this.#gathering);
    }
  }
}

/**
 * Gathers what has come of a large frame. True when that is all: then it stands there as if it had come
 * at once, and unmasked. Also true for a small frame, which `ws` looks after.
 */
function hasWhole(receiver: Receiver): boolean {
  const { _payloadLength: length, _mask: mask } = receiver;
  if (length < leastBytes || mask === undefined) return true;
  const gathered = (receiver.gathered ??= { bytes: new GrowingBytes(length), filled: 0 });
  gather(receiver, gathered, mask);
  if (gathered.filled < length) return false;
  const { buffer } = gathered.bytes.first(length);
  receiver._buffers.unshift(Buffer.from(buffer, 0, length));
  receiver._bufferedBytes += length;
  receiver._mask = noMask;
  receiver.gathered = undefined;
  return true;
}

/** Takes what there is of a frame. */
function gather(receiver: Receiver, gathered: Gathered, mask: Buffer): void {
  const { _payloadLength: length, _buffers: buffers } = receiver;
  for (let next = buffers.shift(); next !== undefined; next = buffers.shift()) {
    const start = gathered.filled;
    const part = next.subarray(0, length - start);
    gathered.filled += part.length;
    receiver._bufferedBytes -= part.length;
    const bytes = gathered.bytes.first(gathered.filled);
    bytes.set(part, start);
    unmask(bytes, start, mask);
    if (part.length < next.length) buffers.unshift(next.subarray(part.length));
    if (gathered.filled === length) return;
  }
}

/** Unmasks the bytes from `start` on; those of a payload stand at the beginning of their memory. */
function unmask(bytes: Uint8Array<ArrayBuffer>, start: number, mask: Buffer): void {
  const end = bytes.length;
  const firstWord = Math.ceil(start / 4);
  const lastWord = Math.max(Math.floor(end / 4), firstWord);
  unmaskBytes(bytes, start, Math.min(firstWord * 4, end), mask);
  // In whatever order a machine has the bytes of a word: it is the same in both.
  const [wordMask = 0] = new Int32Array(Uint8Array.from(mask).buffer);
  const words = new Int32Array(bytes.buffer, 0, lastWord);
  for (let at = firstWord; at < lastWord; at++) words[at] = (words[at] ?? 0) ^ wordMask;
  unmaskBytes(bytes, lastWord * 4, end, mask);
}

function unmaskBytes(bytes: Uint8Array, start: number, end: number, mask: Buffer): void {
  for (let at = start; at < end; at++) bytes[at] = (bytes[at] ?? 0) ^ (mask[at % 4] ?? 0);
}
