/**
 * Joins a ProseMirror view with the shared document.
 *
 * A local edit goes: shown at once -> written by the binding -> read back, and the screen corrected
 * should it differ. Everything else, other people's edits and undo, comes from the shared document
 * and is shown by a step of its own, which is never written.
 */

import type { Node, Schema } from "prosemirror-model";
import { GapCursor } from "prosemirror-gapcursor";
import type { Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { remoteCarets } from "../presence/remote-carets.ts";
import { Binding } from "./binding.ts";
import { CompositionHold } from "./composition-hold.ts";
import { History } from "./history.ts";
import { keepSelection, restoreSelection, type KeptSelection } from "./kept-selection.ts";
import { positionsOf } from "./position.ts";
import { isRemote, remoteStep } from "./remote-step.ts";

/** See the head of this file. */
export class ViewBinding {
  readonly history: History;
  readonly hold: CompositionHold;
  readonly #binding: Binding;
  readonly #awareness: Awareness;
  #view: EditorView | undefined;
  /** The selection in terms of the shared document, as it was before the edit being written. */
  #selection: KeptSelection | undefined;
  #isWriting = false;

  constructor(fragment: Y.XmlFragment, awareness: Awareness, schema: Schema) {
    this.#awareness = awareness;
    this.#binding = new Binding(fragment, schema, (document) => this.#show(document));
    this.hold = new CompositionHold(this.#binding);
    this.history = new History(fragment, this.#binding, {
      keep: () => this.#selection,
      restore: (selection) => this.#restore(selection),
    });
  }

  /** The document to show now. */
  get document(): Node {
    return this.#binding.document;
  }

  /** The paragraph that is shown where there is nothing; see `Binding`. */
  get blank(): Node {
    return this.#binding.blank;
  }

  /** Begins to show changes in `view`, which shows `document`, and dispatches through this. */
  attach(view: EditorView): void {
    this.#view = view;
    this.#selection = this.#keepSelection(view);
  }

  /** Applies a transaction of `view`, and writes it if it is the user's. */
  dispatch(view: EditorView, transaction: Transaction): void {
    const { state, transactions } = view.state.applyTransaction(transaction);
    view.updateState(state);
    const local = transactions.filter((tr) => tr.docChanged && !isRemote(tr));
    if (local.length > 0) this.#write(local, state.doc);
    this.#selection = this.#keepSelection(view);
  }

  /** Shows whatever has been held back. */
  refresh(): void {
    this.#show(this.#binding.document);
  }

  /** Stops; the view may be destroyed afterwards. */
  destroy(): void {
    this.history.destroy();
    this.#binding.destroy();
    this.#view = undefined;
  }

  #write(transactions: readonly Transaction[], after: Node): void {
    const { before } = transactions[0]!;
    this.#isWriting = true;
    try {
      this.#binding.write(
        { before, after, maps: transactions.flatMap((tr) => tr.mapping.maps) },
        {
          carets: () => this.#othersIn(before),
          toShared: (entry, range) => this.hold.toShared(before, entry, range),
        },
      );
    } catch (error) {
      // Better an edit that is seen to be gone than one that is seen and was never stored.
      this.refresh();
      throw error;
    } finally {
      this.#isWriting = false;
    }
  }

  #show(document: Node): void {
    const view = this.#view;
    if (view === undefined || this.#selection === undefined) return;
    const shown = view.composing ? this.hold.hold(view.state, document) : document;
    const step = remoteStep(view.state.doc, shown);
    if (step === undefined) return;
    const tr = view.state.tr.step(step);
    if (!(view.state.selection instanceof GapCursor)) {
      const kept = this.#isWriting ? this.#keepSelection(view) : this.#selection;
      const { fragment } = this.#binding;
      tr.setSelection(restoreSelection(fragment, shown, kept, step.getMap()));
    }
    view.dispatch(tr);
  }

  #restore(kept: KeptSelection): void {
    const view = this.#view;
    if (view === undefined) return;
    const selection = restoreSelection(this.#binding.fragment, view.state.doc, kept);
    view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  }

  #keepSelection({ state }: EditorView): KeptSelection {
    return keepSelection(this.#binding.fragment, state.doc, state.selection);
  }

  /** Where other people are in `document`, which shows the shared document. */
  #othersIn(document: Node): readonly number[] {
    const { fragment } = this.#binding;
    const places = remoteCarets(this.#awareness, fragment).map(({ head }) => head);
    return positionsOf(fragment, document, places).filter((pos) => pos !== undefined);
  }
}
