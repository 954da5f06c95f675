/**
 * Who wrote, deleted and restored each letter, told by what each person did on their own screen.
 *
 * A letter is named by the Yjs item that holds it, and one name is never there twice. So what a
 * person must see is plain: every name that has reached them, but for those whose removal has. A
 * letter that is copied instead of kept would have a new name, which only its copier can make.
 */

import { createID, getItem, type Doc } from "yjs";
import type { UnitName } from "./units.ts";

/** A letter, with all the names that undo gave it. */
interface Letter {
  readonly writer: string;
  readonly everRemovedBy: Set<string>;
  readonly restoredBy: Set<string>;
  readonly names: UnitName[];
}

/** What has reached one person. */
export class Knowledge {
  readonly known: Set<UnitName>;
  readonly removed: Set<UnitName>;

  constructor(known: Iterable<UnitName> = []) {
    this.known = new Set(known);
    this.removed = new Set();
  }

  /** Gets all that another person knows. */
  learn({ known, removed }: Knowledge): void {
    for (const name of known) this.known.add(name);
    for (const name of removed) this.removed.add(name);
  }

  /** What is wrong with what this person sees; nothing if it is just what it must be. */
  faultsIn(seen: readonly UnitName[]): string[] {
    const shown = new Set(seen);
    const lost = [...this.known].filter((name) => !shown.has(name) && !this.removed.has(name));
    const returned = seen.filter((name) => this.removed.has(name));
    const strange = seen.filter((name) => !this.known.has(name));
    const faults = [
      ["lost", lost],
      ["deleted and shown", returned],
      ["written by nobody", strange],
    ] as const;
    const doubled = seen.length > shown.size ? ["a letter is shown twice"] : [];
    return [
      ...doubled,
      ...faults.flatMap(([what, names]) =>
        names.length > 0 ? [`${what}: ${names.join(" ")}`] : [],
      ),
    ];
  }
}

/** What a person saw before and after something they did. */
export interface Sight {
  readonly name: string;
  readonly client: number;
  readonly knowledge: Knowledge;
  readonly before: readonly UnitName[];
  readonly after: readonly UnitName[];
}

/** All letters of a round. */
export class Ledger {
  readonly #letters = new Map<UnitName, Letter>();

  /** How many letters there ever were; those that undo made anew are the same ones. */
  get size(): number {
    return new Set(this.#letters.values()).size;
  }

  /** Letters that were there from the beginning. */
  found(names: Iterable<UnitName>): void {
    for (const name of names) this.#write(name, "nobody");
  }

  /** Notes an edit. Returns what was written that could not have been. */
  edited({ name, client, knowledge, before, after }: Sight): string[] {
    const { gone, fresh } = differences(before, after);
    for (const unit of gone) this.#remove(unit, name, knowledge);
    for (const unit of fresh) {
      this.#write(unit, name);
      knowledge.known.add(unit);
    }
    const strange = fresh.filter((unit) => !unit.startsWith(`${client}:`));
    return strange.length > 0 ? [`an edit brought back ${strange.join(" ")}`] : [];
  }

  /** Notes an undo or redo. Returns what it did to others' letters. */
  undone({ name, knowledge, before, after }: Sight, isRedo: boolean, doc: Doc): string[] {
    const faults: string[] = [];
    const { gone, fresh } = differences(before, after);
    for (const unit of gone) {
      const letter = this.#letters.get(unit)!;
      const isOwn = letter.writer === name || (isRedo && letter.everRemovedBy.has(name));
      if (!isOwn) faults.push(`removed ${unit}, of ${letter.writer}`);
      this.#remove(unit, name, knowledge);
    }
    if (fresh.length === 0) return faults;
    const origins = new Map<UnitName, Letter>();
    for (const unit of knowledge.removed) {
      const now = redoneAs(doc, unit);
      if (now !== unit) origins.set(now, this.#letters.get(unit)!);
    }
    for (const unit of fresh) {
      knowledge.known.add(unit);
      const letter = origins.get(unit);
      if (letter === undefined || !letter.everRemovedBy.has(name)) {
        faults.push(`brought back ${unit}, of ${letter?.writer ?? "nobody"}`);
        this.#write(unit, name);
        continue;
      }
      letter.restoredBy.add(name);
      letter.names.push(unit);
      this.#letters.set(unit, letter);
    }
    return faults;
  }

  /**
   * Letters that are there more than once, in what somebody sees who knows everything. Yjs makes
   * anew what undo brings back, so two people who both deleted a letter and both undo that have it
   * twice: those are counted. All others are faults.
   */
  doubled(seen: Iterable<UnitName>): { readonly restoredTwice: number; readonly faults: string[] } {
    const shown = new Set(seen);
    let restoredTwice = 0;
    const faults: string[] = [];
    for (const letter of new Set(this.#letters.values())) {
      const { names, restoredBy, writer } = letter;
      const now = names.filter((name) => shown.has(name));
      if (now.length < 2) continue;
      if (restoredBy.size >= now.length) restoredTwice++;
      else faults.push(`${now.join(" ")} of ${writer} are one letter`);
    }
    return { restoredTwice, faults };
  }

  #write(unit: UnitName, writer: string): void {
    const letter = {
      writer,
      everRemovedBy: new Set<string>(),
      restoredBy: new Set<string>(),
      names: [unit],
    };
    this.#letters.set(unit, letter);
  }

  #remove(unit: UnitName, person: string, knowledge: Knowledge): void {
    knowledge.removed.add(unit);
    this.#letters.get(unit)!.everRemovedBy.add(person);
  }
}

function differences(
  before: readonly UnitName[],
  after: readonly UnitName[],
): { readonly gone: readonly UnitName[]; readonly fresh: readonly UnitName[] } {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    gone: before.filter((unit) => !now.has(unit)),
    fresh: after.filter((unit) => !old.has(unit)),
  };
}

/** The name that a letter has now in `doc`, after whatever undo made anew there. */
function redoneAs({ store }: Doc, unit: UnitName): UnitName {
  let [client, clock] = unit.split(":").map(Number) as [number, number];
  for (;;) {
    const { id, redone } = getItem(store, createID(client, clock));
    // What is not kept any more is a GC struct, which knows of nothing.
    if (redone === null || redone === undefined) return `${client}:${clock}`;
    clock = redone.clock + clock - id.clock;
    client = redone.client;
  }
}
