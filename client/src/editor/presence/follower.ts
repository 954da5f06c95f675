/**
 * Scrolls along with another person's caret, until the user does something else: scrolls, types or presses
 * Escape. Of several replicas of that person the one whose caret moved last counts.
 *
 * A caret that is well within the window moves nothing, so that the page rests while its owner writes a
 * line. It is the owner's caret that scrolls, never a scroll event: nothing pulls back who scrolls away.
 */

import type { Flow } from "@coscribe/shared/flow";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { EditorConnection } from "../api.ts";
import { positionOfAnchored } from "../binding/anchored.ts";
import { remoteCarets, type RemoteCaret } from "./remote-carets.ts";

/** Where in the window a caret may be without anything being scrolled, as parts of its height. */
const calm = { from: 0.2, to: 0.7 };

/** Where it is put otherwise. */
const restAt = 0.4;

/** Keys that do nothing by themselves, or lead to the button that ends it. */
const idleKeys = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Tab"]);

/** Whom to follow, and whom to tell of the end. */
export interface Followed {
  /** Whether a replica is theirs, by its Yjs client ID. */
  readonly isTheirs: (clientId: number) => boolean;
  /** The user has done something else. */
  readonly ended: () => void;
}

/** See the head of this file. */
export class Follower {
  readonly #view: EditorView;
  readonly #flow: () => Flow;
  readonly #doc: Y.Doc;
  readonly #awareness: Awareness;
  readonly #followed: Followed;
  readonly #stopped = new AbortController();
  /** The replica whose caret moved last. */
  #latest: number | undefined;
  #frame: number | undefined;

  constructor(
    view: EditorView,
    { doc, awareness }: EditorConnection,
    flow: () => Flow,
    followed: Followed,
  ) {
    this.#view = view;
    this.#flow = flow;
    this.#doc = doc;
    this.#awareness = awareness;
    this.#followed = followed;
    const { signal } = this.#stopped;
    const page = view.dom.ownerDocument;
    const end = (): void => followed.ended();
    page.addEventListener("wheel", end, { capture: true, passive: true, signal });
    page.addEventListener("touchmove", end, { capture: true, passive: true, signal });
    page.addEventListener("keydown", this.#keyPressed, { capture: true, signal });
    page.addEventListener("pointerdown", this.#pointerPressed, { capture: true, signal });
    awareness.on("change", this.#presenceChanged);
    doc.on("afterTransaction", this.#edited);
    this.#scrollSoon();
  }

  /** Stops, and tells nobody. */
  destroy(): void {
    this.#stopped.abort();
    this.#awareness.off("change", this.#presenceChanged);
    this.#doc.off("afterTransaction", this.#edited);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  readonly #keyPressed = ({ key }: KeyboardEvent): void => {
    if (!idleKeys.has(key)) this.#followed.ended();
  };

  /** A press on a scroll bar is one on what it scrolls, outside of its content. */
  readonly #pointerPressed = ({ target, clientX }: PointerEvent): void => {
    const area = this.#scrolled;
    if (target === area && clientX >= area.clientLeft + area.clientWidth) this.#followed.ended();
  };

  readonly #presenceChanged = (change: { added: number[]; updated: number[] }): void => {
    for (const clientId of [...change.added, ...change.updated]) this.#moved(clientId);
  };

  /** Typing does not change where a caret belongs, so it has to be noticed in the edits. */
  readonly #edited = (transaction: Y.Transaction): void => {
    if (transaction.local) return;
    for (const [clientId, clock] of transaction.afterState) {
      if (transaction.beforeState.get(clientId) !== clock) this.#moved(clientId);
    }
  };

  #moved(clientId: number): void {
    if (!this.#followed.isTheirs(clientId)) return;
    this.#latest = clientId;
    this.#scrollSoon();
  }

  #scrollSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#scroll();
    });
  }

  #scroll(): void {
    const theirs = remoteCarets(this.#awareness).filter(({ clientId }) =>
      this.#followed.isTheirs(clientId),
    );
    const caret = theirs.find(({ clientId }) => clientId === this.#latest) ?? theirs[0];
    const top = caret && this.#topOf(caret);
    if (top === undefined) return;
    const area = this.#scrolled;
    const isWindow = area === area.ownerDocument.scrollingElement;
    const start = isWindow ? 0 : area.getBoundingClientRect().top;
    const height = area.clientHeight;
    const at = (top - start) / height;
    if (at >= calm.from && at <= calm.to) return;
    const isFar = Math.abs(at - restAt) > 1.5;
    const isAtOnce = isFar || matchMedia("(prefers-reduced-motion: reduce)").matches;
    area.scrollBy({ top: (at - restAt) * height, behavior: isAtOnce ? "instant" : "smooth" });
    // Blocks that were never drawn count as one line each, so what is far away is not where it seemed.
    if (isFar) this.#scrollSoon();
  }

  /** Where a caret is below the window's top, in pixels; undefined where it is nowhere. */
  #topOf({ head }: RemoteCaret): number | undefined {
    const view = this.#view;
    const position = positionOfAnchored(this.#flow(), view.state.doc, {
      type: "letter",
      anchor: head,
    });
    return position === undefined ? undefined : view.coordsAtPos(position).top;
  }

  /** What scrolls the text: an element around it, or the page. */
  get #scrolled(): Element {
    const { ownerDocument: page } = this.#view.dom;
    const root = page.scrollingElement ?? page.documentElement;
    for (let around = this.#view.dom.parentElement; around !== null;) {
      if (around === root || around === page.body) break;
      const { overflowY } = getComputedStyle(around);
      const scrolls = overflowY === "auto" || overflowY === "scroll";
      if (scrolls && around.scrollHeight > around.clientHeight) return around;
      around = around.parentElement;
    }
    return root;
  }
}
