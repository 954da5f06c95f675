/**
 * One of several who edit a document, with all that is checked whenever they do something.
 *
 * After each of their edits the screen must show what is stored and what the transaction meant, and
 * every letter that the transaction did not delete must be the same letter as before: nothing that
 * was only split, joined, moved or marked may be written again.
 */

import { flowText, readFlow } from "@coscribe/shared/flow";
import { BlockNodes } from "@coscribe/client/internal/editor/binding/block-nodes";
import { isRemote } from "@coscribe/client/internal/editor/binding/remote-step";
import { tableOperationOf } from "@coscribe/client/internal/editor/binding/table-operation";
import { moveOf } from "@coscribe/client/internal/editor/binding/write-steps";
import { documentSchema } from "@coscribe/shared/schema";
import type { Node, Slice } from "prosemirror-model";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { applyUpdate, encodeStateAsUpdate, encodeStateVector, type Doc } from "yjs";
import { Knowledge, type Ledger } from "./ledger.ts";
import {
  changesCells,
  filledPosition,
  idFaults,
  lettersIn,
  meantBy,
  selectionFaults,
  textOf,
  toldOf,
} from "./screen.ts";
import { hasDoubledCells, unitsOf, type UnitName } from "./units.ts";

/** An editor, of which this is all that is used. */
export interface Editing {
  readonly doc: Doc;
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
  undo(): boolean;
  redo(): boolean;
  /** The document as JSON, as an editor that opens it now shows it. */
  readonly stored: string;
  /** What else is wrong with the screen, for editors that have one. */
  faults?(): string[];
  /** Has `watch` see what the editor does by itself, such as typing that a browser began. */
  watchedBy?(watch: (transaction: Transaction, apply: () => void) => void): void;
}

/** A pause after which typing is a step of undo of its own. */
const pauseMs = 10_000;

/** See the head of this file. */
export class Person {
  readonly name: string;
  readonly knowledge: Knowledge;
  /** What was cut or copied last. */
  clipboard: Slice | undefined;
  readonly #editing: Editing;
  readonly #ledger: Ledger;
  readonly #faults: string[];
  #timeMs = 1;
  /** How many edits there were since the last pause; unknown once anything else has happened. */
  #edits = Number.NaN;
  #beforeEdit: Node | undefined;

  /** Whatever is wrong is said in `faults`. */
  constructor(name: string, editing: Editing, ledger: Ledger, faults: string[]) {
    this.name = name;
    this.#editing = editing;
    this.#ledger = ledger;
    this.#faults = faults;
    this.knowledge = new Knowledge(this.#units().values());
    editing.watchedBy?.((transaction, apply) => this.#around(transaction, apply));
  }

  get state(): EditorState {
    return this.#editing.state;
  }

  get document(): Doc {
    return this.#editing.doc;
  }

  /** What an editor that opens this person's document now shows, as JSON. */
  get stored(): string {
    return this.#editing.stored;
  }

  /** The letters that this person sees. */
  get seen(): UnitName[] {
    return [...this.#units().values()];
  }

  /** Waits so long that the next edit is a step of undo of its own. */
  pause(): void {
    this.#timeMs += pauseMs;
    this.#edits = 0;
  }

  run(command: Command): boolean {
    return command(this.state, (transaction) => this.dispatch(transaction));
  }

  dispatch(transaction: Transaction): void {
    this.#around(transaction, () => this.#editing.dispatch(transaction));
  }

  /** Checks what an edit does, which `apply` does. */
  #around(transaction: Transaction, apply: () => void): void {
    if (!transaction.docChanged || isRemote(transaction)) {
      apply();
      this.#tell(selectionFaults(this.state));
      return;
    }
    transaction.setTime(this.#timeMs++);
    this.#edits++;
    this.#beforeEdit = this.state.doc;
    const before = this.#units();
    apply();
    const after = this.#units();
    const faults = [
      ...this.#editFaults(transaction, before, after),
      ...this.#ledger.edited({ ...this.#sight, before: list(before), after: list(after) }),
      ...this.#screenFaults(),
    ];
    if (faults.length > 0) this.#tell([toldOf(transaction), ...faults]);
  }

  undo(): void {
    this.#backward(false);
  }

  redo(): void {
    this.#backward(true);
  }

  /** If the last thing done was one step, takes it back and does it again, which must be just that. */
  undoAndRedo(isRedone: boolean): void {
    const before = this.#beforeEdit;
    if (before === undefined || this.#edits !== 1) return;
    const after = this.state.doc;
    // Replacing a letter by the same one is no edit.
    if (textOf(before) === textOf(after)) return;
    this.undo();
    this.#expect("undo", before);
    if (!isRedone) return;
    this.redo();
    this.#expect("redo", after);
  }

  /** Gets all that `other` has. */
  receive(other: Person): void {
    const missing = encodeStateAsUpdate(other.document, encodeStateVector(this.document));
    applyUpdate(this.document, missing, other);
    this.knowledge.learn(other.knowledge);
    this.#edits = Number.NaN;
    this.#tell([...this.knowledge.faultsIn(this.seen), ...this.#screenFaults()]);
  }

  get #sight(): { name: string; client: number; knowledge: Knowledge } {
    return { name: this.name, client: this.document.clientID, knowledge: this.knowledge };
  }

  #backward(isRedo: boolean): void {
    const before = list(this.#units());
    if (isRedo) this.#editing.redo();
    else this.#editing.undo();
    this.#edits = Number.NaN;
    const sight = { ...this.#sight, before, after: this.seen };
    this.#tell([...this.#ledger.undone(sight, isRedo, this.document), ...this.#screenFaults()]);
  }

  #expect(what: string, wanted: Node): void {
    const [shown, should] = [textOf(this.state.doc), textOf(wanted)];
    if (shown !== should) this.#tell([`after ${what} shows\n  ${shown}\nand not\n  ${should}`]);
  }

  /** What an edit did otherwise than it meant. */
  #editFaults(
    transaction: Transaction,
    before: ReadonlyMap<number, UnitName>,
    after: ReadonlyMap<number, UnitName>,
  ): string[] {
    const faults: string[] = [];
    const isOperation = tableOperationOf(transaction) !== undefined;
    const isOfCells =
      changesCells(transaction) || hasDoubledCells(readFlow(flowText(this.document)));
    const isFree = isOperation || moveOf(transaction) !== undefined || isOfCells;
    if (isOperation) {
      if (after.size !== before.size) faults.push("an operation on a table wrote letters");
    } else if (isOfCells) {
      const meant = lettersIn(transaction.doc);
      const shown = [...after.keys()].filter((pos) => pos >= 0).length;
      if (shown !== meant) faults.push(`has ${shown} letters and not ${meant}`);
    } else {
      const [shown, meant] = [textOf(this.state.doc), textOf(meantBy(transaction))];
      if (shown !== meant) faults.push(`shows\n  ${shown}\nand meant\n  ${meant}`);
      faults.push(...this.#selectionMoved(transaction));
    }
    const all = new Set(after.values());
    for (const [pos, unit] of before) {
      if (pos < 0) continue;
      const mapped = transaction.mapping.mapResult(pos, 1);
      const isDeleted = mapped.deletedAfter && moveOf(transaction) === undefined;
      const isThere = isFree
        ? all.has(unit)
        : after.get(filledPosition(transaction, mapped.pos)) === unit;
      if (!isDeleted && !isThere) faults.push(`wrote the letter at ${pos} again`);
    }
    if (isFree && moveOf(transaction) !== undefined && after.size !== before.size) {
      faults.push("a move wrote letters");
    }
    return faults;
  }

  /** Whether the selection is not where the transaction put it. */
  #selectionMoved(transaction: Transaction): string[] {
    if (transaction.doc.childCount === 0) return [];
    const { selection } = this.state;
    const [at, meant] = [selection, transaction.selection].map(({ anchor, head }) => [
      anchor,
      head,
    ]);
    const wanted = meant!.map((pos) => filledPosition(transaction, pos));
    return at!.join() === wanted.join() ? [] : [`selects ${at!.join()} and not ${wanted.join()}`];
  }

  #screenFaults(): string[] {
    const { doc } = this.state;
    const stored = new BlockNodes(documentSchema).document(readFlow(flowText(this.document)));
    const isStored = stored.eq(doc);
    return [
      ...(isStored
        ? []
        : [`shows\n  ${JSON.stringify(doc)}\nand has stored\n  ${JSON.stringify(stored)}`]),
      ...idFaults(doc),
      ...selectionFaults(this.state),
      ...(this.#editing.faults?.() ?? []),
    ];
  }

  #units(): Map<number, UnitName> {
    return unitsOf(readFlow(flowText(this.document)), this.state.doc);
  }

  #tell(faults: readonly string[]): void {
    this.#faults.push(...faults.map((fault) => `${this.name} ${fault}`));
  }
}

function list(units: ReadonlyMap<number, UnitName>): UnitName[] {
  return [...units.values()];
}
