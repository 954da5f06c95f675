/**
 * Notices that connections end because of what is sent on them: proxies and servers have limits for a
 * message, and many end the connection without a word. It looks like a lost network, comes back at once,
 * and would go on for ever with the same message.
 *
 * After each such end messages are cut to half their size, down to {@link leastBytes}: whatever can be cut
 * gets through. What cannot, such as one value of a megabyte, is named after three ends in a row.
 */

/** Messages up to this size are sent whole: below it no proxy is known to refuse any. */
export const leastBytes: number = 8 * 1024;

/** So many ends in a row are no accident. */
const leastEnds = 3;

/** See the head of this file. */
export class CutOffs {
  #ends = 0;
  #bytes = 0;
  #maxBytes: number;

  /** Messages have at most `maxBytes` at first, where they can be cut. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** How long a message that can be cut may be. */
  get maxBytes(): number {
    return this.#maxBytes;
  }

  /** How many connections in a row have ended so. */
  get ends(): number {
    return this.#ends;
  }

  /** The size of a message that does not get through; undefined while there is none known. */
  get stuckBytes(): number | undefined {
    return this.#ends < leastEnds ? undefined : this.#bytes;
  }

  /** The server has acknowledged something, or cannot be reached at all. */
  forget(): void {
    this.#ends = 0;
  }

  /** A connection has ended on which messages of at most `bytes` had not been acknowledged. */
  ended(bytes: number): void {
    if (bytes <= leastBytes) return;
    this.#ends++;
    this.#bytes = bytes;
    this.#maxBytes = Math.max(leastBytes, Math.ceil(Math.min(this.#maxBytes, bytes) / 2));
  }
}
