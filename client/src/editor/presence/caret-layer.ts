/**
 * Draws the other people's carets and selections above the text.
 *
 * They lie in a layer of their own and not in the text: a caret inside a line can break the line,
 * stop an input method, and end up in what is copied. Everything is placed anew once per frame at
 * most, in one pass over the document for all carets together, and only what is on the screen is
 * measured. The layer is hidden from assistive technology: who is here is said elsewhere.
 */

import type { Flow } from "@coscribe/shared/flow";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { positionOfAnchored } from "../binding/anchored.ts";
import type { EditorConnection } from "../api.ts";
import { CaretElement } from "./caret-element.ts";
import { remoteCarets } from "./remote-carets.ts";
import { caretBox, selectionBoxes, visibleBlocks } from "./geometry.ts";

/** How near the pointer must come to a caret, in pixels, to be told whose it is. */
const hoverDistance = 8;

/** See the head of this file. */
export class CaretLayer {
  readonly #view: EditorView;
  readonly #doc: Y.Doc;
  readonly #flow: () => Flow;
  readonly #awareness: Awareness;
  readonly #element: HTMLElement;
  readonly #carets = new Map<number, CaretElement>();
  readonly #resizes: ResizeObserver;
  readonly #stopped = new AbortController();
  #frame: number | undefined;

  /**
   * Puts the layer into `frame`, an element that contains the view and is positioned. `flow` says
   * what the view shows.
   */
  constructor(
    frame: HTMLElement,
    view: EditorView,
    { doc, awareness }: EditorConnection,
    flow: () => Flow,
  ) {
    this.#view = view;
    this.#doc = doc;
    this.#flow = flow;
    this.#awareness = awareness;
    this.#element = frame.ownerDocument.createElement("div");
    this.#element.className = "coscribe-carets";
    this.#element.setAttribute("aria-hidden", "true");
    frame.append(this.#element);
    this.#resizes = new ResizeObserver(() => this.update());
    this.#resizes.observe(view.dom);
    const { signal } = this.#stopped;
    frame.ownerDocument.addEventListener("scroll", () => this.update(), {
      capture: true,
      passive: true,
      signal,
    });
    frame.addEventListener("pointermove", this.#pointerMoved, { passive: true, signal });
    awareness.on("change", this.#presenceChanged);
    doc.on("afterTransaction", this.#edited);
    this.update();
  }

  /** Something moved: draws at the next frame. */
  update(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  destroy(): void {
    this.#stopped.abort();
    this.#resizes.disconnect();
    this.#awareness.off("change", this.#presenceChanged);
    this.#doc.off("afterTransaction", this.#edited);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#element.remove();
  }

  #draw(): void {
    const carets = remoteCarets(this.#awareness);
    this.#removeAllBut(new Set(carets.map(({ clientId }) => clientId)));
    if (carets.length === 0) return;
    const view = this.#view;
    const flow = this.#flow();
    const positionOf = (anchor: Y.RelativePosition): number | undefined =>
      positionOfAnchored(flow, view.state.doc, { type: "letter", anchor });
    const origin = this.#element.getBoundingClientRect();
    const blocks = visibleBlocks(view);
    const drawings = carets.map((caret) => {
      const anchor = positionOf(caret.anchor);
      const head = positionOf(caret.head);
      if (anchor === undefined || head === undefined) return { caret: undefined, selection: [] };
      const [from, to] = anchor < head ? [anchor, head] : [head, anchor];
      return {
        caret: caretBox(view, blocks, head, origin),
        selection: from === to ? [] : selectionBoxes(view, blocks, from, to, origin),
      };
    });
    // Everything has been measured; from here on only writing, so that the browser lays out once.
    for (const [i, { clientId, user }] of carets.entries()) {
      this.#elementOf(clientId).show(user, drawings[i]!, origin.width);
    }
  }

  #elementOf(clientId: number): CaretElement {
    let element = this.#carets.get(clientId);
    if (element === undefined) {
      element = new CaretElement(this.#element);
      this.#carets.set(clientId, element);
    }
    return element;
  }

  #removeAllBut(present: ReadonlySet<number>): void {
    for (const [clientId, element] of this.#carets) {
      if (present.has(clientId)) continue;
      element.remove();
      this.#carets.delete(clientId);
    }
  }

  readonly #presenceChanged = ({
    added,
    updated,
  }: {
    added: number[];
    updated: number[];
  }): void => {
    for (const clientId of [...added, ...updated]) this.#carets.get(clientId)?.tellName();
    this.update();
  };

  /** Typing does not change where a caret belongs, so it has to be noticed in the edits. */
  readonly #edited = (transaction: Y.Transaction): void => {
    if (transaction.local) return;
    for (const [clientId, caret] of this.#carets) {
      if (transaction.beforeState.get(clientId) !== transaction.afterState.get(clientId)) {
        caret.tellName();
      }
    }
    this.update();
  };

  readonly #pointerMoved = ({ clientX, clientY }: PointerEvent): void => {
    const origin = this.#element.getBoundingClientRect();
    const x = clientX - origin.left;
    const y = clientY - origin.top;
    for (const caret of this.#carets.values()) caret.setNear(caret.isWithin(x, y, hoverDistance));
  };
}
