/**
 * The updates in which a document is sent, each framed and deflated once for everybody who reads it.
 *
 * They are made as somebody needs them, for a few milliseconds at a time: while a large document is
 * being cut, everything else goes on, and the first reader gets the first piece soon.
 */

import { updateHead } from "@coscribe/shared";
import type { Clock } from "../clock.ts";
import { deflate, deflatedMessage } from "../connection/deflate.ts";
import { Frame, type SentAs } from "../connection/frame.ts";
import type { UpdateParts } from "../update/encode-update.ts";
import { concat } from "../update/struct-run.ts";

/** A turn of the event loop may take so long with cutting, in milliseconds. */
const turnMs = 4;

/** One update; see the head of this file. */
export class Piece {
  /** Bytes of the update. */
  readonly byteLength: number;
  readonly #parts: UpdateParts;
  #deflatedUpdate: Uint8Array | undefined;
  #deflating: Promise<void> | undefined;
  #isDeflated = false;
  readonly #frames = new Map<string, Frame>();

  /** `parts` are kept, and must not change. */
  constructor(parts: UpdateParts) {
    this.#parts = parts;
    this.byteLength = parts.reduce((size, { length }) => size + length, 0);
  }

  /** The message; deflated where that is wanted and done. */
  frame(as: SentAs, wantsDeflated: boolean): Frame {
    const deflated = wantsDeflated ? this.#deflatedUpdate : undefined;
    const key = deflated === undefined ? as : `${as}, deflated`;
    let frame = this.#frames.get(key);
    if (frame === undefined) {
      frame =
        deflated === undefined
          ? new Frame({ type: "inParts", as, parts: this.#parts })
          : new Frame({
              type: "deflated",
              bytes: deflatedMessage(updateHead(as, this.byteLength), deflated),
            });
      this.#frames.set(key, frame);
    }
    return frame;
  }

  /** Resolves when it is deflated, or cannot be; undefined once it is. */
  whenDeflated(): Promise<void> | undefined {
    if (this.#isDeflated) return undefined;
    return (this.#deflating ??= this.#deflate());
  }

  async #deflate(): Promise<void> {
    try {
      this.#deflatedUpdate = await deflate(concat(this.#parts));
    } catch {
      // Then it is sent as it is.
    }
    this.#isDeflated = true;
  }
}

/** See the head of this file. */
export class Pieces {
  readonly #cutting: Iterator<UpdateParts | undefined, unknown>;
  readonly #clock: Clock;
  readonly #made: Piece[] = [];
  #isWhole = false;
  /** Settles when cutting may go on. */
  #turn: Promise<void> | undefined;
  /** For how long there was cutting since. */
  #spentMs = 0;

  /** `cutting` gives the updates in order, and pauses (undefined) now and then. */
  constructor(cutting: Iterator<UpdateParts | undefined, unknown>, clock: Clock) {
    this.#cutting = cutting;
    this.#clock = clock;
  }

  /** Piece `index`; undefined behind the last one; a promise where it is not ready: ask again then. */
  at(index: number): Piece | Promise<void> | undefined {
    this.#cut(index);
    if (index < this.#made.length || this.#isWhole) return this.#made[index];
    return (this.#turn ??= new Promise((resolve) => {
      this.#clock.afterTurn(() => {
        this.#turn = undefined;
        this.#spentMs = 0;
        resolve();
      });
    }));
  }

  #cut(index: number): void {
    const startedAt = this.#clock.now() - this.#spentMs;
    while (!this.#isWhole && this.#made.length <= index && this.#spentMs < turnMs) {
      const { done, value } = this.#cutting.next();
      if (done === true) this.#isWhole = true;
      else if (value !== undefined) this.#made.push(new Piece(value));
      this.#spentMs = this.#clock.now() - startedAt;
    }
  }
}
