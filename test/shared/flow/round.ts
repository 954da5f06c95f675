/** One round of the fuzz: a few people, one document, one seed. */

import { applyUpdate, Doc, encodeStateAsUpdate } from "yjs";
import { flowText, readFlow, type Flow } from "@coscribe/shared/flow";
import { Random } from "../../support/random.ts";
import { actions, type ActionName } from "./actions.ts";
import { Ledger, type Outcome } from "./ledger.ts";
import { allFlows, fullOutline, fullOutlineAnew, outlineOf, type BlockSeen } from "./outline.ts";
import { exchange, people, type Person } from "./person.ts";

const meetings = 10;
const mostEdits = 5;

/** What went wrong in a round, in words; empty when nothing did. */
export interface RoundResult extends Outcome {
  readonly faults: readonly string[];
}

/** Plays one round. The same seed and actions give the same round. */
export function playRound(
  seed: number,
  names: readonly (ActionName | "undo" | "redo")[],
): RoundResult {
  const random = new Random(seed);
  const ledger = new Ledger();
  const persons = people(2 + (seed % 3), "1", "2", "3", "4");
  ledger.found(persons[0]!.flow);
  const faults: string[] = [];
  const offlineUntil = new Map<Person, number>();
  for (let meeting = 0; meeting < meetings; meeting++) {
    for (const person of persons) {
      for (let edits = random.below(mostEdits); edits > 0; edits--) {
        const name = random.pick(names);
        const fault = act(person, name, random, ledger);
        if (fault !== undefined)
          faults.push(`meeting ${meeting}, ${person.name} ${name}: ${fault}`);
      }
    }
    if (random.chance(0.1)) offlineUntil.set(random.pick(persons), meeting + 4);
    const here = persons.filter((person) => (offlineUntil.get(person) ?? 0) <= meeting);
    exchange(...here);
    faults.push(...differences(here).map((fault) => `meeting ${meeting}: ${fault}`));
  }
  exchange(...persons);
  faults.push(...differences(persons).map((fault) => `the end: ${fault}`));
  const outcome = ledger.check(persons[0]!.flow);
  if (outcome.lost.length > 0) faults.push(`lost ${outcome.lost.join("")}`);
  if (outcome.doubled.length > 0) faults.push(`doubled ${outcome.doubled.join("")}`);
  return { ...outcome, faults };
}

/** Does one thing; returns what came out otherwise than meant. */
function act(
  person: Person,
  name: ActionName | "undo" | "redo",
  random: Random,
  ledger: Ledger,
): string | undefined {
  if (name === "undo" || name === "redo") {
    const wrong = ledger.watchUndo(person, name, () => person.undo[name]());
    return wrong.length > 0
      ? `touched ${wrong.join("")}, which is others'`
      : readAgain(person, random);
  }
  const flows = allFlows(person.flow).filter(({ blocks }) =>
    blocks.some((block) => block.name === "block"),
  );
  if (flows.length === 0) return undefined;
  const flow = random.chance(0.7) ? flows[0]! : random.pick(flows);
  const others = untouched(person, flow);
  let wanted: readonly BlockSeen[] | undefined;
  try {
    ledger.watch(person, () => (wanted = actions[name](person, flow, random, ledger)));
  } catch (error) {
    return error instanceof Error ? error.stack : String(error);
  }
  if (wanted === undefined) return undefined;
  const now = allFlows(person.flow).find(({ text }) => text === flow.text);
  // Cells of a table that somebody deleted are there as long as there are letters in them.
  if (now === undefined && wanted.every(({ letters }) => letters.length === 0)) return undefined;
  const shown = now === undefined ? undefined : outlineOf(now);
  if (JSON.stringify(shown) !== JSON.stringify(wanted)) {
    return `shows ${inShort(shown)}\nand not ${inShort(wanted)}`;
  }
  const after = untouched(person, flow);
  if (after !== others) return `changed others: ${others} ${after}`;
  return readAgain(person, random);
}

/** Blocks in a few words, for people. */
function inShort(blocks: readonly BlockSeen[] | undefined): string {
  const lines = blocks?.map(({ name, attributes, letters, inners }) => {
    const text = letters.map(({ letter, formats }) => letter + formats.replaceAll(/[\][{}]/g, ""));
    return (
      name +
      attributes.replaceAll(/[\][{}]/g, "") +
      ":" +
      text.join("") +
      (inners.length > 0 ? JSON.stringify(inners) : "")
    );
  });
  return (lines ?? []).join("\n    ");
}

/** What is seen of all flows that an edit of a nested one should leave alone. */
function untouched(person: Person, { text }: Flow): string {
  if (text === person.flow.text) return "";
  const others = allFlows(person.flow).filter((flow) => {
    return flow.text !== text && flow.blocks.every(({ inners }) => inners.length === 0);
  });
  return JSON.stringify(others.map(outlineOf));
}

/** Now and then, because it takes longer than all the rest: is what was kept what is read anew? */
function readAgain(person: Person, random: Random): string | undefined {
  if (!random.chance(0.25)) return undefined;
  const kept = JSON.stringify(fullOutline(person.flow));
  const anew = JSON.stringify(fullOutlineAnew(person.flow));
  return kept === anew ? undefined : `read again\n${kept}\nread anew\n${anew}`;
}

function differences(persons: readonly Person[]): string[] {
  const first = persons[0];
  if (first === undefined) return [];
  const doc = new Doc({ guid: "anew" });
  applyUpdate(doc, encodeStateAsUpdate(first.doc));
  const anew = JSON.stringify(fullOutline(readFlow(flowText(doc))));
  return persons.flatMap((person) => {
    const shown = JSON.stringify(fullOutline(person.flow));
    return shown === anew ? [] : [`${person.name} shows\n${shown}\nand the state says\n${anew}`];
  });
}
