/**
 * Tells which link is meant: the one that the caret has come into by a click or an arrow, or that the mouse
 * rests on. Whoever types in one is not interrupted.
 */

import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Editor } from "../../editor/index.ts";
import { linkAt, type LinkedText } from "./link-range.ts";

/** How long the mouse rests on a link, and may be away from it and from what is shown for it. */
const restMs = 400;
const awayMs = 300;

/** What is done about it. */
export interface LinkListener {
  /** Undefined once none is meant any more. */
  readonly onLink: (link: LinkedText | undefined) => void;
  /** Whether `element` is in what is shown for a link. */
  readonly isInCard: (element: Element | null) => boolean;
}

/** Watches from now on. Returns the function that stops it. */
export function watchLinks(editor: Editor, listener: LinkListener): () => void {
  const watched = new WatchedLinks(editor, listener);
  return () => watched.stop();
}

class WatchedLinks {
  readonly #view: EditorView;
  readonly #listener: LinkListener;
  readonly #stop = new AbortController();
  readonly #detach: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pointed: Element | undefined;
  #shown: LinkedText | undefined;

  constructor(editor: Editor, listener: LinkListener) {
    this.#view = editor.view;
    this.#listener = listener;
    this.#detach = editor.attach(
      new Plugin({
        props: {
          handleTextInput: () => {
            this.#tell(undefined);
            return false;
          },
          handleKeyDown: (_view, event) => {
            // Not its only meaning: whoever wants to leave the text presses Tab next.
            if (event.key === "Escape") this.#tell(undefined);
            return false;
          },
        },
        view: () => ({ update: (view, before) => this.#update(view.state, before) }),
      }),
    );
    const options = { signal: this.#stop.signal, passive: true };
    addEventListener("pointerover", (event) => this.#point(event), options);
    editor.view.dom.addEventListener(
      "focusout",
      () => setTimeout(() => this.#hideIfLeft()),
      options,
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop.abort();
    this.#detach();
  }

  #update(state: EditorState, before: EditorState): void {
    const { selection, doc } = state;
    if (doc !== before.doc) {
      // What is shown stands for a text that may be elsewhere by now.
      const still = this.#shown && linkAt(state, selection.from);
      this.#tell(still?.href === this.#shown?.href ? still : undefined);
    } else if (!selection.eq(before.selection)) {
      const link = selection.empty ? linkAt(state, selection.from) : undefined;
      this.#tell(link !== undefined && isInside(selection.from, link) ? link : undefined);
    }
  }

  #point(event: PointerEvent): void {
    if (event.pointerType !== "mouse" || event.buttons !== 0) return;
    const target = event.target instanceof Element ? event.target : null;
    if (this.#listener.isInCard(target)) {
      clearTimeout(this.#timer);
      return;
    }
    const found = target?.closest("a[href]") ?? undefined;
    const link = found !== undefined && this.#view.dom.contains(found) ? found : undefined;
    if (link === this.#pointed) return;
    const hasLeft = this.#pointed !== undefined;
    this.#pointed = link;
    clearTimeout(this.#timer);
    if (link !== undefined) this.#timer = setTimeout(() => this.#showPointed(link), restMs);
    else if (hasLeft) this.#timer = setTimeout(() => this.#hideIfLeft(true), awayMs);
  }

  #showPointed(element: Element): void {
    if (this.#view.isDestroyed || !this.#view.dom.contains(element)) return;
    this.#tell(linkAt(this.#view.state, this.#view.posAtDOM(element, 0)));
  }

  /** Stays where the caret is in it, or the focus in what is shown for it. */
  #hideIfLeft(byPointer = false): void {
    if (this.#view.isDestroyed || this.#shown === undefined) return;
    if (this.#listener.isInCard(document.activeElement)) return;
    const { selection } = this.#view.state;
    const hasCaret = this.#view.hasFocus() && isInside(selection.from, this.#shown);
    if (!(byPointer && hasCaret)) this.#tell(undefined);
  }

  #tell(link: LinkedText | undefined): void {
    if (link === this.#shown) return;
    this.#shown = link;
    this.#listener.onLink(link);
  }
}

/** At its end a caret writes on behind the link. */
function isInside(pos: number, { from, to }: LinkedText): boolean {
  return pos >= from && pos < to;
}
