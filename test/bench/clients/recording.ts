/**
 * What a connection received, and when, kept as it came. Nothing is parsed while a server is being
 * measured; the driver does that afterwards.
 */

/** Bytes that came at once. */
export interface Arrival {
  /** `performance.now()` of the driver. */
  readonly at: number;
  readonly bytes: Buffer;
}

const blockBytes = 64 * 1024;

/** See the head of this file. */
export class Recording implements Iterable<Arrival> {
  readonly #blocks: Buffer[] = [];
  readonly #times: number[] = [];
  readonly #lengths: number[] = [];
  /** Free bytes in the last block. */
  #free = 0;

  /** Copies what came at `at`. */
  add(bytes: Buffer, at: number): void {
    if (bytes.length > this.#free) {
      const block = Buffer.allocUnsafe(Math.max(blockBytes, bytes.length));
      this.#blocks.push(block);
      this.#free = block.length;
    }
    const block = this.#blocks.at(-1);
    if (block !== undefined) bytes.copy(block, block.length - this.#free);
    this.#free -= bytes.length;
    this.#times.push(at);
    this.#lengths.push(bytes.length);
  }

  /** Everything, in order. The bytes are views. */
  *[Symbol.iterator](): Iterator<Arrival> {
    let next = 0;
    let block: Buffer = Buffer.alloc(0);
    let start = 0;
    for (const [index, length] of this.#lengths.entries()) {
      if (start + length > block.length) {
        block = this.#blocks[next++] ?? block;
        start = 0;
      }
      yield { at: this.#times[index] ?? 0, bytes: block.subarray(start, start + length) };
      start += length;
    }
  }
}
