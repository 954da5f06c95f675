/**
 * A block whose screen is older than what is stored, letter by letter. So what is typed and deleted
 * on the screen can be written to where these letters are now: see composition-hold.ts.
 */

import { isLetterThere, letterIds, type Flow, type LetterId } from "@coscribe/shared/flow";
import type { Text } from "yjs";

/** See the head of this file. */
export class HeldLetters {
  /** The flow of the block. */
  readonly text: Text;
  /** The id of the block. */
  readonly block: string;
  /** The letters on the screen. */
  readonly #letters: LetterId[];

  /** Holds the letters that a block of `flow` has now. */
  constructor(flow: Flow, block: string) {
    this.text = flow.text;
    this.block = block;
    this.#letters = letterIds(flow, block);
  }

  /** Whether the block is still there with all of its letters that are there, in `flow` as it is now. */
  areIn(flow: Flow): boolean {
    if (!flow.blocks.some(({ id }) => id === this.block)) return false;
    const places = this.#placesIn(flow);
    return this.#letters.every(
      (letter) => places.has(nameOf(letter)) || !isLetterThere(flow, letter),
    );
  }

  /** Where those letters from one offset to another on the screen are that are still there. */
  placesOf(flow: Flow, from: number, to: number): number[] {
    const places = this.#placesIn(flow);
    const found = this.#letters.slice(from, to).map((letter) => places.get(nameOf(letter)));
    return found.filter((place) => place !== undefined);
  }

  /**
   * Notes that `length` letters, which are stored at `at`, are on the screen now in place of those
   * from one offset to another.
   */
  replaced(from: number, to: number, flow: Flow, at: number, length: number): void {
    const fresh = letterIds(flow, this.block).slice(at, at + length);
    this.#letters.splice(from, to - from, ...fresh);
  }

  /** The offset in the stored block of one on the screen: behind the last letter before it. */
  offsetIn(flow: Flow, offset: number): number {
    const places = this.#placesIn(flow);
    for (const letter of this.#letters.slice(0, offset).toReversed()) {
      const place = places.get(nameOf(letter));
      if (place !== undefined) return place + 1;
    }
    return 0;
  }

  #placesIn(flow: Flow): ReadonlyMap<string, number> {
    return new Map(letterIds(flow, this.block).map((letter, i) => [nameOf(letter), i]));
  }
}

function nameOf({ client, clock }: LetterId): string {
  return `${client}:${clock}`;
}
