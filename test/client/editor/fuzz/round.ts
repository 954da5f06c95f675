/** One round of the fuzz: a few people, one document, one seed. */

import { Random } from "../../../support/random.ts";
import type { Action } from "./actions.ts";
import { Ledger } from "./ledger.ts";
import { Person, type Editing } from "./person.ts";

/** What came of a round. */
export interface RoundResult {
  /** In words, the first ones only; none if nothing went wrong. */
  readonly faults: readonly string[];
  readonly letters: number;
  readonly edits: number;
  /** Letters that two people deleted and both brought back by undo: there twice, as Yjs has it. */
  readonly restoredTwice: number;
}

/** How a round goes. */
export interface RoundOptions {
  readonly seed: number;
  /** How many things are done. */
  readonly turns: number;
  readonly actions: Readonly<Record<string, Action>>;
  /** What is done, by names of actions; those that are there twice are done more often. */
  readonly names: readonly string[];
}

/** Turns that somebody who goes offline stays there. */
const offlineTurns = 25;

/** Plays one round with these editors, all of which show the same. The same seed is the same round. */
export async function playRound(
  editors: readonly Editing[],
  { seed, turns, actions, names }: RoundOptions,
): Promise<RoundResult> {
  const random = new Random(seed);
  const ledger = new Ledger();
  const faults: string[] = [];
  const people = editors.map((editing, i) => new Person(`p${i + 1}`, editing, ledger, faults));
  ledger.found(people[0]!.knowledge.known);
  const offlineUntil = new Map<Person, number>();
  const meet = (here: readonly Person[]): void => {
    exchange(here);
    const stored = here[0]!.stored;
    for (const { name, state } of here) {
      const shown = inOneOrder(JSON.stringify(state.doc));
      if (shown !== inOneOrder(stored))
        faults.push(`${name} shows\n  ${shown}\nand read anew is\n  ${stored}`);
    }
  };
  let edits = 0;
  for (let turn = 0; turn < turns && faults.length === 0; turn++) {
    const person = random.pick(people);
    const name = random.pick(names);
    if (random.chance(0.5)) person.pause();
    try {
      await actions[name]!(person, random);
      if (random.chance(0.2)) person.undoAndRedo(random.chance(0.7));
      edits++;
    } catch (error) {
      faults.push(error instanceof Error ? error.stack! : String(error));
    }
    if (faults.length > 0) faults.unshift(`turn ${turn}, ${person.name} ${name}`);
    const here = people.filter((one) => (offlineUntil.get(one) ?? 0) <= turn);
    if (faults.length > 0 || here.length < 2) continue;
    const chance = random.next();
    if (chance < 0.3) random.pick(here).receive(random.pick(here));
    else if (chance < 0.36) meet(here);
    else if (chance < 0.39) offlineUntil.set(random.pick(people), turn + offlineTurns);
    if (faults.length > 0) faults.unshift(`after turn ${turn}`);
  }
  let restoredTwice = 0;
  if (faults.length === 0) {
    meet(people);
    const doubled = ledger.doubled(people[0]!.seen);
    faults.push(...doubled.faults);
    ({ restoredTwice } = doubled);
    if (faults.length > 0) faults.unshift("at the end");
  }
  return { faults, letters: ledger.size, edits, restoredTwice };
}

/** Everybody gets what anybody has. Twice, because Yjs tidies formats up after what it is sent. */
function exchange([first, ...others]: readonly Person[]): void {
  for (let times = 0; times < 2; times++) {
    for (const person of others) first!.receive(person);
    for (const person of others) person.receive(first!);
  }
}

/** JSON with the names of each record in alphabetical order: in which they are stored says nothing. */
function inOneOrder(json: string): string {
  return JSON.stringify(JSON.parse(json), (_, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
