/**
 * Tells when text has been selected and the tools for it may show: once the mouse is let go, and after a pause
 * where keys or fingers select. Until then, and as soon as anything is typed or dragged, they would be in
 * the way.
 */

import type { Node } from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { isVerbatim } from "../../editor/block-kind.ts";
import type { Editor } from "../../editor/index.ts";
import { selectionType } from "../../editor/selection-type.ts";

/** What selected the text: the system has a menu of its own for what fingers select, above it. */
export type SelectedBy = "mouse" | "keys" | "touch";

/** What is done about it. */
export interface SelectionListener {
  /** Called with what selected; undefined when the tools have to go. */
  readonly onSelected: (by: SelectedBy | undefined) => void;
  /** Whether the focus is in the tools. */
  readonly hasFocus: () => boolean;
}

const pauseMs = 350;

/** Longer than browsers take to tell of a selection once the mouse is let go. */
const mouseMs = 30;

/** Watches from now on. Returns the function that stops it. */
export function watchSelection(editor: Editor, listener: SelectionListener): () => void {
  const watched = new WatchedSelection(editor, listener);
  return () => watched.stop();
}

class WatchedSelection {
  readonly #view: EditorView;
  readonly #listener: SelectionListener;
  readonly #stop = new AbortController();
  readonly #detach: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #by: SelectedBy = "keys";
  #isPressed = false;
  #isShown = false;

  constructor(editor: Editor, listener: SelectionListener) {
    this.#view = editor.view;
    this.#listener = listener;
    this.#detach = editor.attach(
      new Plugin({
        props: {
          handleKeyDown: (_view, event) => {
            this.#by = "keys";
            // Not its only meaning: whoever wants to leave the text presses Tab next.
            if (event.key === "Escape") this.#hide();
            return false;
          },
        },
        view: () => ({ update: (view, before) => this.#update(view.state, before) }),
      }),
    );
    const options = { signal: this.#stop.signal, passive: true };
    const { dom } = editor.view;
    dom.addEventListener("pointerdown", (event) => this.#press(event.pointerType), options);
    addEventListener("pointerup", () => this.#release(), options);
    addEventListener("pointercancel", () => this.#release(), options);
    dom.addEventListener("dragstart", () => this.#hide(), options);
    dom.addEventListener("focusout", () => this.#leave(), options);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop.abort();
    this.#detach();
  }

  #press(pointerType: string): void {
    this.#by = pointerType === "mouse" ? "mouse" : "touch";
    this.#isPressed = this.#by === "mouse";
    this.#hide();
  }

  #release(): void {
    if (!this.#isPressed) return;
    this.#isPressed = false;
    this.#showIn(mouseMs);
  }

  /** Only where it does not go into the tools, which the next task tells. */
  #leave(): void {
    setTimeout(() => {
      if (!this.#view.isDestroyed && !this.#view.hasFocus() && !this.#listener.hasFocus()) {
        this.#hide();
      }
    });
  }

  #update(state: EditorState, before: EditorState): void {
    const isSame = state.selection.eq(before.selection);
    if (!isSelectedText(this.#view)) this.#hide();
    else if (!isSame && !this.#isPressed) {
      const hasMoved = state.doc === before.doc || !this.#isShown;
      if (hasMoved) this.#hide();
      this.#showIn(this.#by === "mouse" ? mouseMs : pauseMs);
    }
  }

  #showIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const isWanted = !this.#view.isDestroyed && isSelectedText(this.#view);
      if (!isWanted || this.#isPressed || !this.#view.hasFocus()) return;
      this.#isShown = true;
      this.#listener.onSelected(this.#by);
    }, ms);
  }

  #hide(): void {
    clearTimeout(this.#timer);
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#listener.onSelected(undefined);
  }
}

function isSelectedText({ state, editable }: EditorView): boolean {
  const { selection, doc } = state;
  const { $from, $to, empty, from, to } = selection;
  if (!editable || empty || selectionType(selection) !== "text") return false;
  if ($from.sameParent($to) && isVerbatim($from.parent)) return false;
  return hasText(doc, from, to);
}

/** Looks no further than to the first letter. */
function hasText(doc: Node, from: number, to: number): boolean {
  let isFound = false;
  doc.nodesBetween(from, to, (node) => {
    isFound ||= node.isInline;
    return !isFound;
  });
  return isFound;
}
