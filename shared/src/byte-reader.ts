/**
 * Reads the variable-length integers and byte runs that Yjs and y-websocket messages are made of
 * (lib0's encoding), and never reads outside the bytes it was given.
 *
 * lib0's own decoder bounds a run by the ArrayBuffer, not by the view on it. A WebSocket frame is
 * often a view into a larger receive buffer, where a lying length would read a neighbour's bytes;
 * hence this reader. It throws {@link MalformedBytesError} and knows nothing of what the bytes mean.
 */

import { decodeUtf8 } from "lib0/string";

/** The bytes end early, or a number in them is out of range. Caught where a message is decoded. */
export class MalformedBytesError extends Error {
  override readonly name = "MalformedBytesError";
}

/** A cursor over `bytes`, moving forward only. */
export class ByteReader {
  readonly bytes: Uint8Array;
  /** Index of the next unread byte. */
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** True once every byte has been read. */
  get isAtEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  /** One byte, 0–255. */
  uint8(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw new MalformedBytesError("the bytes end early");
    this.position++;
    return byte;
  }

  /** An unsigned little-endian base-128 integer, at most 2^53 - 1. */
  varUint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.uint8();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER)
        throw new MalformedBytesError("a number exceeds 2^53 - 1");
      if (byte < 0x80) return value;
      factor *= 0x80;
      // 2^49 is the factor of the eighth and last byte that a number below 2^53 can have.
      if (factor > 0x2000000000000) throw new MalformedBytesError("a number has too many bytes");
    }
  }

  /** The next `length` bytes, as a view that shares memory with the input. */
  take(length: number): Uint8Array {
    const start = this.position;
    this.skip(length);
    return this.bytes.subarray(start, this.position);
  }

  /** Moves on by `length` bytes without looking at them. */
  skip(length: number): void {
    if (this.position + length > this.bytes.length) {
      throw new MalformedBytesError("a length points past the end");
    }
    this.position += length;
  }

  /** A byte run preceded by its length, as a view that shares memory with the input. */
  varBytes(): Uint8Array {
    return this.take(this.varUint());
  }

  /** Moves on past such a run without looking at it. A view costs more than reading a short one. */
  skipVarBytes(): void {
    this.skip(this.varUint());
  }

  /** A UTF-8 string preceded by its length in bytes. Invalid UTF-8 is refused. */
  varString(): string {
    const bytes = this.varBytes();
    try {
      return decodeUtf8(bytes);
    } catch (cause) {
      throw new MalformedBytesError("a string is not UTF-8", { cause });
    }
  }
}
