/**
 * Joins a ProseMirror view with the shared document.
 *
 * A local edit goes: shown at once -> written by the binding -> read back, and the screen corrected
 * should it differ. Everything else, other people's edits and undo, comes from the shared document
 * and is shown by a step of its own, which is never written.
 */

import { flowText, type Flow } from "@coscribe/shared/flow";
import type { Node, Schema } from "prosemirror-model";
import type { EditorState, Selection, Transaction } from "prosemirror-state";
import type * as Y from "yjs";
import { selectionType } from "../selection-type.ts";
import { Binding } from "./binding.ts";
import { CompositionHold } from "./composition-hold.ts";
import { History } from "./history.ts";
import { anchorSelection, restoreSelection, type AnchoredSelection } from "./anchored-selection.ts";
import { isRemote, remoteStep } from "./remote-step.ts";
import { UndoSteps } from "./undo-steps.ts";
import { areWrittenFirst } from "./written-first.ts";

/** What is needed of a ProseMirror view. */
export interface Screen {
  readonly state: EditorState;
  updateState(state: EditorState): void;
  /** Hands a transaction to {@link ViewBinding.dispatch}. */
  dispatch(transaction: Transaction): void;
}

/** See the head of this file. */
export class ViewBinding {
  readonly history: History;
  readonly hold: CompositionHold = new CompositionHold();
  readonly #doc: Y.Doc;
  readonly #binding: Binding;
  readonly #undoSteps = new UndoSteps();
  #view: Screen | undefined;
  #liveSelection: (() => Selection) | undefined;
  /** The selection in terms of the shared document, as it was before the change that is going on. */
  #selection: AnchoredSelection | undefined;
  #isWriting = false;

  constructor(doc: Y.Doc, schema: Schema) {
    this.#doc = doc;
    this.#binding = new Binding(flowText(doc), schema, () => this.#show());
    this.history = new History(this.#binding.text, this.#binding, {
      selected: () => this.#selection,
      restore: (selection) => this.#restore(selection),
    });
    doc.on("beforeTransaction", this.#prepare);
  }

  /** The document to show now. */
  get document(): Node {
    return this.#binding.document();
  }

  /** What the shared document holds; the screen shows it, but for what is held back. */
  get flow(): Flow {
    return this.#binding.flow;
  }

  /**
   * Begins to show changes in `view`, which shows `document`, and dispatches through this.
   * `selection` tells where the user's selection is, if that is not always what the state says.
   */
  attach(view: Screen, selection: () => Selection = () => view.state.selection): void {
    this.#view = view;
    this.#liveSelection = selection;
  }

  /** Applies a transaction of `view`, and writes it if it is the user's. */
  dispatch(view: Screen, transaction: Transaction): void {
    const { state, transactions } = view.state.applyTransaction(transaction);
    const local = transactions.filter((tr) => tr.docChanged && !isRemote(tr));
    if (local.length === 0) {
      transactions.forEach((tr) => this.#undoSteps.map(tr));
      view.updateState(state);
      return;
    }
    this.#anchor(view.state.selection);
    if (!areWrittenFirst(transactions)) view.updateState(state);
    if (this.#undoSteps.begins(local)) this.history.endStep();
    this.#write(local);
  }

  /** Shows whatever has been held back. */
  refresh(): void {
    const view = this.#view;
    if (view === undefined) return;
    this.#anchor(this.#liveSelection!());
    this.hold.end();
    this.#show();
  }

  /** Stops; the view may be destroyed afterwards. */
  destroy(): void {
    this.#doc.off("beforeTransaction", this.#prepare);
    this.history.destroy();
    this.#binding.destroy();
    this.#view = undefined;
  }

  #write(transactions: readonly Transaction[]): void {
    this.#isWriting = true;
    try {
      // What nothing can hold, such as an id of the user's choice, does not stay on the screen.
      if (!this.#binding.write(transactions, this.hold.letters)) this.#show();
    } catch (error) {
      // Better an edit that is seen to be gone than one that is seen and was never stored.
      this.#show();
      throw error;
    } finally {
      this.#isWriting = false;
    }
  }

  /** The flow is about to change. While the screen is ahead of it, its places mean something else. */
  readonly #prepare = (): void => {
    const view = this.#view;
    if (view === undefined || this.#isWriting) return;
    this.hold.prepare(view.state, this.#binding.flow);
    this.#anchor(this.#liveSelection!());
  };

  #show(): void {
    const view = this.#view;
    if (view === undefined) return;
    const { flow } = this.#binding;
    const { doc, selection, tr } = view.state;
    const held = this.hold.hold(view.state, flow, this.#binding.document(doc));
    const step = remoteStep(doc, held.document);
    if (step === undefined) return;
    tr.step(step);
    // A place between blocks has no letter to stay with.
    const isMapped = this.#isWriting || selectionType(selection) === "gapcursor";
    if (held.selection !== undefined) tr.setSelection(held.selection);
    else if (!isMapped && this.#selection !== undefined) {
      const otherwise = step.getMap().map(selection.head, -1);
      tr.setSelection(restoreSelection(flow, held.document, this.#selection, otherwise));
    }
    view.dispatch(tr);
  }

  #restore(anchored: AnchoredSelection): void {
    const view = this.#view;
    if (view === undefined) return;
    const { state } = view;
    const selection = restoreSelection(this.flow, state.doc, anchored, state.selection.head);
    view.dispatch(state.tr.setSelection(selection).scrollIntoView());
  }

  #anchor(selection: Selection): void {
    this.#selection = anchorSelection(this.flow, selection, this.hold.letters);
  }
}
