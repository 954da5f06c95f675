/**
 * Memory for many bytes, in pages of its own. What V8 takes for a buffer usually comes from `malloc`,
 * which keeps what is freed: of a hundred documents that were pushed, screened, written and compacted,
 * 40 MB stayed with the process after all their buffers had been collected. Pages go back to the machine
 * with the buffer. A buffer that could be resized is made of such; this one never is.
 */

/** Below this there is nothing to gain: pages are rounded up, and asked for one by one. */
const leastBytes = 64 * 1024;

interface ResizableArrayBuffers {
  new (byteLength: number, options: { readonly maxByteLength: number }): ResizableBuffer;
}

interface ResizableBuffer extends ArrayBuffer {
  resize(byteLength: number): void;
}

// What it makes can be resized; the types of Node 20 do not say so.
const ResizableArrayBuffer = ArrayBuffer as unknown as ResizableArrayBuffers;

/** So many bytes, all zero. */
export function newBytes(byteLength: number): Uint8Array<ArrayBuffer> {
  if (byteLength < leastBytes) return new Uint8Array(byteLength);
  const buffer = new ResizableArrayBuffer(byteLength, { maxByteLength: byteLength });
  // Without a length it would have to look how long its buffer is each time.
  return new Uint8Array(buffer, 0, byteLength);
}

/** Pages are taken so many bytes at a time. */
const growthBytes = 1024 * 1024;

/**
 * Bytes that come little by little, up to a number that is known: they never move, and what has not
 * come takes no memory.
 */
export class GrowingBytes {
  readonly #buffer: ResizableBuffer;
  readonly #maxByteLength: number;

  /** None yet; there will be at most so many. */
  constructor(maxByteLength: number) {
    this.#maxByteLength = maxByteLength;
    this.#buffer = new ResizableArrayBuffer(0, { maxByteLength });
  }

  /** The first `byteLength`; zero as far as nobody has written them. */
  first(byteLength: number): Uint8Array<ArrayBuffer> {
    if (byteLength > this.#buffer.byteLength) {
      const grown = Math.ceil(byteLength / growthBytes) * growthBytes;
      this.#buffer.resize(Math.min(grown, this.#maxByteLength));
    }
    return new Uint8Array(this.#buffer, 0, byteLength);
  }
}
