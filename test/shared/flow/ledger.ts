/**
 * What became of each letter. Every letter that is typed is one that nobody typed before, so that
 * it can be counted; the ledger knows who typed, copied, deleted and restored it.
 */

import type { Flow } from "@coscribe/shared/flow";
import { allFlows } from "./outline.ts";

interface Entry {
  /** How often it was written: once, and once for each copy. */
  copies: number;
  readonly writers: Set<string>;
  /** Who has it deleted, or its insertion undone, at present. */
  readonly removers: Set<string>;
  /** Who ever had. */
  readonly everRemoved: Set<string>;
}

/** How the letters of a round came out. */
export interface Outcome {
  readonly letters: number;
  readonly lost: string[];
  readonly doubled: string[];
  /** Removed and restored by several at once: Yjs' undo makes a letter anew for each of them. */
  readonly restoredTwice: number;
}

/** The letters of one round. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  #next = 0;

  /** So many letters that nobody typed before. */
  type(writer: string, count: number): string {
    let letters = "";
    for (let i = 0; i < count; i++)
      letters += this.#begin(String.fromCodePoint(firstLetter + this.#next++), writer);
    return letters;
  }

  /** Notes letters that were there from the beginning. */
  found(flow: Flow): void {
    for (const letter of countLetters(flow).keys()) this.#begin(letter, "");
  }

  /** Notes what `act` changes in what a person sees: copies and deletions. */
  watch(person: { readonly name: string; readonly flow: Flow }, act: () => void): void {
    const before = countLetters(person.flow);
    act();
    const after = countLetters(person.flow);
    for (const [letter, count] of before) {
      if ((after.get(letter) ?? 0) < count) this.#remove(letter, person.name);
    }
    for (const [letter, count] of after) {
      const more = count - (before.get(letter) ?? 0);
      const entry = this.#entries.get(letter);
      if (more <= 0 || entry === undefined || !before.has(letter)) continue;
      entry.copies += more;
      entry.writers.add(person.name);
    }
  }

  /** Notes what an undo or redo changed. Returns the letters that it should not have touched. */
  watchUndo(
    person: { readonly name: string; readonly flow: Flow },
    kind: "undo" | "redo",
    act: () => void,
  ): string[] {
    const before = countLetters(person.flow);
    act();
    const after = countLetters(person.flow);
    const wrong: string[] = [];
    for (const [letter, entry] of this.#entries) {
      const more = (after.get(letter) ?? 0) - (before.get(letter) ?? 0);
      if (more < 0) {
        const isOwn = entry.writers.has(person.name);
        const isRemoved = kind === "redo" && entry.everRemoved.has(person.name);
        if (!isOwn && !isRemoved) wrong.push(letter);
        this.#remove(letter, person.name);
      } else if (more > 0) {
        if (!entry.everRemoved.has(person.name)) wrong.push(letter);
        entry.removers.delete(person.name);
        entry.writers.add(person.name);
      }
    }
    return wrong;
  }

  /** How the letters came out in a flow that has everything. */
  check(flow: Flow): Outcome {
    const counts = countLetters(flow);
    const lost: string[] = [];
    const doubled: string[] = [];
    let restoredTwice = 0;
    for (const [letter, { copies, removers, everRemoved }] of this.#entries) {
      const count = counts.get(letter) ?? 0;
      const isShared = everRemoved.size > 1 || (everRemoved.size > 0 && copies > 1);
      if (count > copies && isShared) restoredTwice++;
      else if (count > copies) doubled.push(letter);
      if (count < copies && removers.size === 0 && !isShared) lost.push(letter);
    }
    return { letters: this.#entries.size, lost, doubled, restoredTwice };
  }

  #begin(letter: string, writer: string): string {
    this.#entries.set(letter, {
      copies: 1,
      writers: new Set([writer]),
      removers: new Set(),
      everRemoved: new Set(),
    });
    return letter;
  }

  #remove(letter: string, person: string): void {
    const entry = this.#entries.get(letter);
    entry?.removers.add(person);
    entry?.everRemoved.add(person);
  }
}

/** CJK, so that each is one unit and none is used otherwise. */
const firstLetter = 0x4e00;

/** How often each letter is in a flow and what is nested in it; line feeds are no letters. */
export function countLetters(flow: Flow): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { blocks } of allFlows(flow)) {
    for (const run of blocks.flatMap(({ runs }) => runs)) {
      if (run.type !== "text") continue;
      for (const letter of run.text) {
        if (letter !== "\n") counts.set(letter, (counts.get(letter) ?? 0) + 1);
      }
    }
  }
  return counts;
}
