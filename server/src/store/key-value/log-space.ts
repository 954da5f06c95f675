/**
 * How many bytes a log has in its database: live ones, and dead ones, which were removed or replaced
 * and may still be on disk. Nothing depends on it but when space is given back, so it may be
 * wrong: what was on disk before is known only once the log has been loaded.
 */

import { sequenceBytes } from "./key-layout.ts";
import { checksumBytes } from "./value-layout.ts";

/** See the head of this file. */
export class LogSpace {
  /** What the keys of the log's records begin with. */
  readonly prefix: Buffer;
  #baseBytes = 0;
  #tailBytes = 0;
  #deadBytes: number;

  /** Of a log that has been deleted, `deadBytes` are to be given back. */
  constructor(prefix: Buffer, deadBytes: number = 0) {
    this.prefix = prefix;
    this.#deadBytes = deadBytes;
  }

  /** Bytes of base and updates. */
  get live(): number {
    return this.#baseBytes + this.#tailBytes;
  }

  /** Bytes of what was removed or replaced, and has not been given back. */
  get dead(): number {
    return this.#deadBytes;
  }

  /** The log was found to have the live bytes of `found`. */
  loaded(found: LogSpace): void {
    this.#baseBytes = found.#baseBytes;
    this.#tailBytes = found.#tailBytes;
  }

  /** Its records were found to take so many bytes: those that are not live are dead. */
  examined(bytesOnDisk: number): void {
    this.#deadBytes = Math.max(this.#deadBytes, bytesOnDisk - this.live);
  }

  /** An update has been written. */
  appended(update: Uint8Array): void {
    this.#tailBytes += this.#bytesOf(update);
  }

  /** A new base has replaced the old one and this share of the tail. */
  compacted(base: Uint8Array, shareOfTail: number): void {
    const removed = this.#tailBytes * shareOfTail;
    this.#deadBytes += this.#baseBytes + removed;
    this.#tailBytes -= removed;
    this.#baseBytes = this.#bytesOf(base);
  }

  /** So many of the dead bytes are on disk no longer. */
  givenBack(bytes: number): void {
    this.#deadBytes = Math.max(0, this.#deadBytes - bytes);
  }

  /** What a record takes: its key, a checksum, its sequence, and this. */
  #bytesOf(content: Uint8Array): number {
    return this.prefix.length + checksumBytes + 2 * sequenceBytes + content.length;
  }
}
