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

  /** Where those letters from one offset to another on the screen are that are still there, in order. */
  placesOf(flow: Flow, from: number, to: number): number[] {
    return placesOf(this.#letters.slice(from, to), this.#placesIn(flow));
  }

  /**
   * Notes that `length` letters, which are stored at `at`, are on the screen now in place of those
   * from one offset to another.
   */
  replaced(from: number, to: number, flow: Flow, at: number, length: number): void {
    const fresh = letterIds(flow, this.block).slice(at, at + length);
    this.#letters.splice(from, to - from, ...fresh);
  }

  /**
   * The offset in the stored block of one on the screen: behind the last letter before it, or where
   * there is none before the first letter after it.
   */
  offsetIn(flow: Flow, offset: number): number {
    const places = this.#placesIn(flow);
    const before = placesOf(this.#letters.slice(0, offset), places).at(-1);
    const after = placesOf(this.#letters.slice(offset), places)[0];
    return before === undefined ? (after ?? 0) : before + 1;
  }

  #placesIn(flow: Flow): ReadonlyMap<string, number> {
    return new Map(letterIds(flow, this.block).map((letter, i) => [nameOf(letter), i]));
  }
}

/** Where those of `letters` are that are still there, from the first to the last. */
function placesOf(letters: readonly LetterId[], places: ReadonlyMap<string, number>): number[] {
  const found = letters.map((letter) => places.get(nameOf(letter)));
  return found.filter((place) => place !== undefined).toSorted((one, other) => one - other);
}

function nameOf({ client, clock }: LetterId): string {
  return `${client}:${clock}`;
}
