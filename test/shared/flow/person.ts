/** A person without a screen: a document, its flow kept as it is read, and an undo manager. */

import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, type UndoManager } from "yjs";
import {
  flowText,
  insertBlocks,
  readFlow,
  rereadFlow,
  undoManagerOf,
  type BlockData,
  type Flow,
} from "@coscribe/shared/flow";

/** One of several who write in one document. */
export class Person {
  readonly doc: Doc = new Doc({ guid: "one" });
  readonly undo: UndoManager;
  readonly name: string;
  #flow: Flow;
  #ids = 0;

  constructor(client: number, state?: Uint8Array) {
    this.name = `p${client}`;
    this.doc.clientID = client;
    if (state !== undefined) applyUpdate(this.doc, state);
    this.#flow = readFlow(flowText(this.doc));
    this.undo = undoManagerOf(this.#flow.text, { origins: new Set([this]), groupWithinMs: 0 });
    this.doc.on("afterTransaction", (transaction) => {
      this.#flow = rereadFlow(this.#flow, transaction);
    });
  }

  /** What is read, kept by reading again after each change. */
  get flow(): Flow {
    return this.#flow;
  }

  /** An id that nobody else makes, and the same in each run. */
  newId = (): string => `${this.name}-${++this.#ids}`;

  /** Does something that undo can take back. */
  act<T>(work: (flow: Flow) => T): T {
    return this.doc.transact(() => work(this.#flow), this);
  }

  /** Begins a document, which nobody can undo. */
  begin(...lines: readonly string[]): void {
    insertBlocks(this.#flow, undefined, lines.map(paragraph), this.newId);
  }
}

/** A paragraph with this text. */
export function paragraph(text: string): BlockData {
  const runs = text === "" ? [] : [{ type: "text" as const, text, formats: {} }];
  return { name: "block", attributes: {}, runs, inners: [] };
}

/** A table of two cells with these texts. */
export function table(...texts: readonly string[]): BlockData {
  const inners = texts.map((text) => ({
    type: "cell" as const,
    name: "cell",
    attributes: {},
    inners: [{ type: "flow" as const, blocks: [paragraph(text)] }],
  }));
  return { name: "table", attributes: {}, runs: [], inners };
}

/** People who have one document with these lines. */
export function people(count: number, ...lines: readonly string[]): Person[] {
  const first = new Person(1);
  first.begin(...lines);
  const state = encodeStateAsUpdate(first.doc);
  return [first, ...Array.from({ length: count - 1 }, (_, i) => new Person(i + 2, state))];
}

/** Everybody gets what anybody has. Twice, because Yjs tidies formats up after what it is sent. */
export function exchange(...persons: readonly Person[]): void {
  const [first, ...others] = persons;
  if (first === undefined) return;
  for (let times = 0; times < 2; times++) {
    for (const person of others) send(person, first);
    for (const person of others) send(first, person);
  }
}

function send(from: Person, to: Person): void {
  applyUpdate(to.doc, encodeStateAsUpdate(from.doc, encodeStateVector(to.doc)), "remote");
}
