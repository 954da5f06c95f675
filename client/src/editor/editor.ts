/**
 * Mounts the editor on a connection: the view, its plugins, other people's carets, and what a page
 * may ask of them. How edits travel is view-binding.ts's. All plugins are made here, once: those that
 * keep something would lose it if they were ever made again.
 */

import { flowText, type Flow } from "@coscribe/shared/flow";
import { documentSchema } from "@coscribe/shared/schema";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { EditorState, Selection, type Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import {
  type Editor,
  type EditorCommand,
  type EditorConnection,
  type EditorOptions,
  type EditorSummary,
} from "./api.ts";
import { requireOwnYjs } from "../own-yjs.ts";
import { isOfNewerVersion, watchForNewerVersion } from "./binding/newer-version.ts";
import { ViewBinding } from "./binding/view-binding.ts";
import { toCommand } from "./commands/run.ts";
import { LateLoad } from "./late-load.ts";
import { liveSelection } from "./live-selection.ts";
import { handleClipboard } from "./plugins/clipboard.ts";
import { holdCompositions } from "./plugins/composition.ts";
import { readDomChanges } from "./plugins/dom-changes.ts";
import { guardReadOnly, showPlaceholder } from "./plugins/document.ts";
import { dropSelection } from "./plugins/drop.ts";
import { watchInput } from "./plugins/input.ts";
import { handleKeys } from "./plugins/keys.ts";
import { openLinks } from "./plugins/links.ts";
import { keepCaretDrawn, skipsBlocks } from "./plugins/long-document.ts";
import { numberLines } from "./plugins/numbering.ts";
import { textblockView, updateTaskBoxes } from "./plugins/task-view.ts";
import type { CaretLayer } from "./presence/caret-layer.ts";
import { CaretSender } from "./presence/caret-sender.ts";
import { summarize } from "./summary.ts";

/**
 * Mounts an editor on `connection` into `element`, which it fills. Nothing is written to the
 * document by mounting, also while the content has not yet arrived. Throws `UnusableDocError` for a
 * document of another copy of Yjs.
 */
export function mountEditor(
  element: HTMLElement,
  connection: EditorConnection,
  options: EditorOptions = {},
): Editor {
  requireOwnYjs(connection.doc);
  return new MountedEditor(element, connection, options);
}

class MountedEditor implements Editor {
  readonly view: EditorView;
  readonly #frame: HTMLElement;
  readonly #binding: ViewBinding;
  readonly #late = new LateLoad();
  #carets: CaretLayer | undefined;
  readonly #caretSender: CaretSender;
  readonly #listeners = new Set<(summary: EditorSummary) => void>();
  #summary: EditorSummary;
  readonly #unwatch: () => void;
  #isReadOnly: boolean;
  #isOfNewerVersion: boolean;
  #label: string;

  constructor(
    element: HTMLElement,
    connection: EditorConnection,
    { readOnly = false, placeholder, label = "Document" }: EditorOptions,
  ) {
    const { doc, awareness } = connection;
    const text = flowText(doc);
    this.#label = label;
    this.#isOfNewerVersion = isOfNewerVersion(text);
    this.#isReadOnly = readOnly || this.#isOfNewerVersion;
    this.#unwatch = watchForNewerVersion(text, () => {
      this.#isOfNewerVersion = true;
      this.setReadOnly(true);
    });
    this.#binding = new ViewBinding(doc, documentSchema);
    this.#caretSender = new CaretSender(awareness);
    this.#frame = element.ownerDocument.createElement("div");
    this.#frame.className = "coscribe-editor";
    element.append(this.#frame);
    this.view = this.#createView(placeholder);
    this.#binding.attach(this.view, () => liveSelection(this.view));
    void this.#late.load().then((part) => {
      if (part === undefined || this.view.isDestroyed) return;
      const flow = (): Flow => this.#binding.flow;
      this.#carets = new part.CaretLayer(this.#frame, this.view, connection, flow);
    });
    this.#summary = this.#summarize();
  }

  get state(): EditorSummary {
    return this.#summary;
  }

  onChange(listener: (summary: EditorSummary) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  run(command: EditorCommand): boolean {
    if (this.#isReadOnly) return false;
    if (this.#binding.hold.letters !== undefined) this.#binding.refresh();
    if (command.type === "undo") return this.#binding.history.undo();
    if (command.type === "redo") return this.#binding.history.redo();
    return toCommand(command)(this.view.state, this.view.dispatch.bind(this.view), this.view);
  }

  setReadOnly(wanted: boolean): void {
    const readOnly = wanted || this.#isOfNewerVersion;
    if (readOnly !== this.#isReadOnly) {
      this.#isReadOnly = readOnly;
      this.view.updateState(this.view.state);
      updateTaskBoxes(this.view);
      if (readOnly) this.#caretSender.clear();
    }
    this.#tellSummary();
  }

  setLabel(label: string): void {
    this.#label = label;
    this.view.updateState(this.view.state);
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.#listeners.clear();
    this.#caretSender.clear();
    this.#unwatch();
    this.#carets?.destroy();
    this.#binding.destroy();
    this.view.destroy();
    this.#frame.remove();
  }

  #createView(placeholder: string | undefined): EditorView {
    const doc = this.#binding.document;
    const window = this.#frame.ownerDocument.defaultView;
    const plugins = this.#createPlugins(placeholder);
    return new EditorView(this.#frame, {
      state: EditorState.create({ doc, plugins, selection: Selection.atStart(doc) }),
      editable: () => !this.#isReadOnly,
      nodeViews: { textblock: textblockView },
      attributes: (state) => ({
        class: skipsBlocks(state.doc, window) ? "coscribe-text is-long" : "coscribe-text",
        role: "textbox",
        tabindex: "0",
        "aria-multiline": "true",
        "aria-label": this.#label,
        "aria-readonly": String(this.#isReadOnly),
        // Only who cannot edit may have the page translated; see plugins/dom-changes.ts.
        translate: this.#isReadOnly ? "yes" : "no",
      }),
      handleDOMEvents: {
        focus: () => {
          this.#sendCaret();
          return false;
        },
      },
      dispatchTransaction: (transaction) => {
        this.#binding.dispatch(this.view, transaction);
        if (this.view.hasFocus()) this.#sendCaret();
        this.#carets?.update();
        this.#tellSummary();
      },
    });
  }

  #createPlugins(placeholder: string | undefined): Plugin[] {
    const { history, hold } = this.#binding;
    return [
      // Before all that edits.
      holdCompositions(hold, () => this.#binding.refresh()),
      handleKeys(history),
      watchInput(),
      readDomChanges(documentSchema),
      handleClipboard(documentSchema, this.#late),
      dropSelection(),
      guardReadOnly(() => this.#isReadOnly),
      numberLines(),
      keepCaretDrawn(),
      openLinks(),
      gapCursor(),
      dropCursor({ class: "coscribe-drop", color: false, width: 2 }),
      ...(placeholder === undefined ? [] : [showPlaceholder(placeholder)]),
    ];
  }

  #sendCaret(): void {
    const { flow, hold } = this.#binding;
    if (!this.#isReadOnly) this.#caretSender.send(this.view.state, flow, hold.letters);
  }

  #summarize(): EditorSummary {
    const { canUndo, canRedo } = this.#binding.history;
    const context = {
      canUndo,
      canRedo,
      isReadOnly: this.#isReadOnly,
      isOfNewerVersion: this.#isOfNewerVersion,
    };
    return summarize(this.view.state, context, this.#summary);
  }

  #tellSummary(): void {
    const summary = this.#summarize();
    if (summary === this.#summary) return;
    this.#summary = summary;
    for (const listener of this.#listeners) listener(summary);
  }
}
