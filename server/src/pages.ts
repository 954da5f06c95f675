/**
 * Memory for many bytes, in pages of its own. What V8 takes for a buffer usually comes from `malloc`,
 * which keeps what is freed: of a hundred documents that were pushed, screened, written and compacted,
 * 40 MB stayed with the process after all their buffers had been collected. Pages go back to the machine
 * with the buffer. A buffer that could be resized is made of such; this one never is.
 */

/** Below this there is nothing to gain: pages are rounded up, and asked for one by one. */
const leastBytes = 64 * 1024;

interface ResizableArrayBuffers {
  new (byteLength: number, options: { readonly maxByteLength: number }): ArrayBuffer;
}

const ResizableArrayBuffer: ResizableArrayBuffers = ArrayBuffer;

/** So many bytes, all zero. */
export function newBytes(byteLength: number): Uint8Array<ArrayBuffer> {
  if (byteLength < leastBytes) return new Uint8Array(byteLength);
  const buffer = new ResizableArrayBuffer(byteLength, { maxByteLength: byteLength });
  // Without a length it would have to look how long its buffer is each time.
  return new Uint8Array(buffer, 0, byteLength);
}
