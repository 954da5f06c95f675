/**
 * How much of large updates has arrived: counts the pieces that were sent on one connection, and
 * those that the server has acknowledged, which it does in order.
 */

import type { UploadProgress } from "../saving/save-status.ts";

/** See the head of this file. */
export class Receipts {
  #sent = 0;
  #open: readonly { readonly number: number; readonly bytes: number }[] = [];
  #acknowledgedBytes = 0;
  #totalBytes = 0;

  /** Bytes of pieces that were sent and have not been acknowledged. */
  get openBytes(): number {
    return this.#open.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** So many bytes more are to be sent in pieces, or fewer if it is negative. */
  expect(bytes: number): void {
    this.#totalBytes += bytes;
  }

  /** A piece was sent. Returns the number of the pieces so far, which the server is to return. */
  sent(bytes: number): number {
    this.#sent++;
    this.#open = [...this.#open, { number: this.#sent, bytes }];
    return this.#sent;
  }

  /** The server has acknowledged all pieces up to this number. */
  acknowledged(number: number): void {
    for (const piece of this.#open)
      if (piece.number <= number) this.#acknowledgedBytes += piece.bytes;
    this.#open = this.#open.filter((piece) => piece.number > number);
  }

  /** How far it is; undefined if nothing is under way. `isAllSent`: no piece waits to be sent. */
  progress(isAllSent: boolean): UploadProgress | undefined {
    if (isAllSent && this.#open.length === 0) {
      this.#acknowledgedBytes = 0;
      this.#totalBytes = 0;
      return undefined;
    }
    // Pieces have heads of their own, so that together they are a little larger than the whole.
    const acknowledgedBytes = Math.min(this.#acknowledgedBytes, this.#totalBytes);
    return { acknowledgedBytes, totalBytes: this.#totalBytes };
  }
}
