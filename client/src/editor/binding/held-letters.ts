/**
 * A block whose screen is older than what is stored, letter by letter: what is typed and deleted on
 * the screen is written to where these letters are now. See composition-hold.ts.
 */

import {
  blockAt,
  deleteRange,
  insertRuns,
  isLetterThere,
  letterIds,
  type Flow,
  type LetterId,
  type Run,
} from "@coscribe/shared/flow";
import type { Text } from "yjs";
import type { FlowWriter } from "./writing.ts";

/** See the head of this file. */
export class HeldLetters {
  /** The flow of the block. */
  readonly text: Text;
  /** The id of the block. */
  readonly block: string;
  /** The letters on the screen. */
  #letters: LetterId[];

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

  /** Writes that what was from one offset to another on the screen is `runs` now. */
  replace(writer: FlowWriter, from: number, to: number, runs: readonly Run[]): void {
    const { block } = this;
    const places = this.#placesIn(writer.flow);
    const gone = this.#letters.slice(from, to).map((letter) => places.get(nameOf(letter)));
    for (const offset of gone.filter((place) => place !== undefined).toSorted((a, b) => b - a)) {
      const begin = { block, offset };
      writer.do((flow, newId) => deleteRange(flow, begin, { block, offset: offset + 1 }, newId));
    }
    const at = this.offsetIn(writer.flow, from);
    const before = blockAt(writer.flow, block).length;
    if (runs.length > 0) writer.do((flow) => insertRuns(flow, { block, offset: at }, runs));
    const length = blockAt(writer.flow, block).length - before;
    const fresh = letterIds(writer.flow, block).slice(at, at + length);
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
