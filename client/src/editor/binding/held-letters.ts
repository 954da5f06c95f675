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
    const gone = placesOf(this.#letters.slice(from, to), this.#placesIn(writer.flow));
    const at = gone[0] ?? this.offsetIn(writer.flow, from);
    for (const offset of gone.toReversed()) {
      const begin = { block, offset };
      writer.do((flow, newId) => deleteRange(flow, begin, { block, offset: offset + 1 }, newId));
    }
    const before = blockAt(writer.flow, block).length;
    if (runs.length > 0) writer.do((flow) => insertRuns(flow, { block, offset: at }, runs));
    const length = blockAt(writer.flow, block).length - before;
    const fresh = letterIds(writer.flow, block).slice(at, at + length);
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
