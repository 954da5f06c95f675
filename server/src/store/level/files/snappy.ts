/** Uncompresses what LevelDB has compressed: Snappy's format for one block, without a frame. */

import { ByteReader, MalformedBytesError } from "@coscribe/shared";

/** The bytes that `compressed` stands for. Throws MalformedBytesError. */
export function uncompress(compressed: Uint8Array): Buffer {
  const reader = new ByteReader(compressed);
  const result = new Result(reader.varUint());
  while (!reader.isAtEnd) {
    const tag = reader.uint8();
    const upper = tag >> 2;
    switch (tag & 3) {
      case 0:
        result.append(reader.take(1 + (upper < 60 ? upper : littleEndian(reader, upper - 59))));
        break;
      case 1:
        result.repeat(((upper >> 3) << 8) | reader.uint8(), 4 + (upper & 7));
        break;
      case 2:
        result.repeat(littleEndian(reader, 2), 1 + upper);
        break;
      default:
        result.repeat(littleEndian(reader, 4), 1 + upper);
    }
  }
  return result.whole();
}

/** Bytes that grow up to a length known beforehand. */
class Result {
  readonly #bytes: Buffer;
  #length = 0;

  constructor(length: number) {
    // Snappy makes nothing smaller than a twenty-first of it; this is far beyond any block.
    if (length > 2 ** 30) throw new MalformedBytesError("a compressed block claims a gigabyte");
    this.#bytes = Buffer.alloc(length);
  }

  append(bytes: Uint8Array): void {
    this.#checkRoom(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Appends `length` bytes that begin `distance` bytes before the end, and may reach beyond it. */
  repeat(distance: number, length: number): void {
    this.#checkRoom(length);
    if (distance === 0 || distance > this.#length) {
      throw new MalformedBytesError("a copy begins before the first byte");
    }
    for (let count = 0; count < length; count++) {
      this.#bytes[this.#length] = this.#bytes[this.#length - distance] ?? 0;
      this.#length++;
    }
  }

  whole(): Buffer {
    if (this.#length < this.#bytes.length) throw new MalformedBytesError("the bytes end early");
    return this.#bytes;
  }

  #checkRoom(length: number): void {
    if (this.#length + length > this.#bytes.length) {
      throw new MalformedBytesError("more bytes than were announced");
    }
  }
}

function littleEndian(reader: ByteReader, bytes: number): number {
  let value = 0;
  for (let index = 0; index < bytes; index++) value += reader.uint8() * 256 ** index;
  return value;
}
