/**
 * Pasting much: in slices, between which the page lives on. The first and the last block come at once,
 * where the selection is; those between them follow. All of it is one step of undo.
 *
 * Whatever the person does meanwhile comes after all of it: the first key or click brings the rest at
 * once. Others may write around and between; the place is known by the block that comes last.
 */

import { Fragment, Slice, type Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { asContinued } from "../binding/undo-steps.ts";
import { asWrittenFirst } from "../binding/written-first.ts";
import { contextOf } from "../context.ts";
import { wordsIn } from "../say.ts";
import { pasteWords } from "./paste-words.ts";
import { fittedTo, pasted } from "./paste.ts";
import { withoutIds } from "./without-ids.ts";

/** Blocks that are written at once: some 50 ms. Of smaller slices each costs nearly as much. */
const sliceBlocks = 1_600;

/** Most letters that are pasted at once. */
const maxPastedLetters = 5_000_000;

/** Whether what weighs so many letters is too much; the person is told if it is. */
export function isTooMuch(view: EditorView, letters: number): boolean {
  if (letters <= maxPastedLetters) return false;
  contextOf(view).notify({
    code: "paste-too-large",
    message: wordsIn(view, pasteWords)("paste.tooMuch", {
      letters: millions(letters),
      most: millions(maxPastedLetters),
    }),
  });
  return true;
}

/** Pastes `slice` in the place of the selection; `text` is the clipboard's plain text. */
export function pasteSlice(view: EditorView, slice: Slice, text: string): void {
  if (isTooMuch(view, slice.content.size)) return;
  const { content, openStart, openEnd } = fittedTo(view.state.selection.$from.parent, slice);
  const blocks = content.content;
  const isMuch = blocks.length > 2 * sliceBlocks && blocks.every(({ isBlock }) => isBlock);
  if (!isMuch) return dispatch(view, pasted(view.state, slice, text));
  const ends = Fragment.fromArray([blocks[0]!, blocks.at(-1)!]);
  dispatch(view, pasted(view.state, new Slice(ends, openStart, openEnd), ""));
  const last = idOfBlock(view);
  if (last !== undefined) new SlowPaste(view, blocks.slice(1, -1), last).start();
}

function dispatch(view: EditorView, tr: Transaction): void {
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
}

/** The id of the block that the caret is in, or behind. */
function idOfBlock({ state: { selection } }: EditorView): string | undefined {
  const { $from } = selection;
  const block = $from.parent.isTextblock ? $from.parent : $from.nodeBefore;
  const id: unknown = block?.attrs["id"];
  return typeof id === "string" ? id : undefined;
}

/** What ends the waiting: whatever a person does. */
const deeds = ["keydown", "beforeinput", "pointerdown", "paste", "cut", "drop"] as const;

class SlowPaste {
  readonly #view: EditorView;
  readonly #blocks: readonly Node[];
  /** The id of the block that the others come before. */
  readonly #last: string;
  #done = 0;

  constructor(view: EditorView, blocks: readonly Node[], last: string) {
    this.#view = view;
    this.#blocks = blocks;
    this.#last = last;
  }

  start(): void {
    const { ownerDocument } = this.#view.dom;
    for (const deed of deeds) ownerDocument.addEventListener(deed, this.#finish, { capture: true });
    this.#tell();
    this.#goOn();
  }

  #goOn(): void {
    setTimeout(() => {
      if (this.#isOver) return;
      this.#write(sliceBlocks);
      if (!this.#isOver) this.#goOn();
    });
  }

  get #isOver(): boolean {
    return this.#done >= this.#blocks.length || this.#view.isDestroyed;
  }

  /** Writes all that is left. */
  readonly #finish = (): void => {
    if (!this.#isOver) this.#write(this.#blocks.length);
  };

  #write(most: number): void {
    const view = this.#view;
    const next = this.#blocks.slice(this.#done, this.#done + most);
    const place = placeOf(view.state.doc, this.#last);
    // Somebody has deleted the block, and with it the place.
    this.#done = place === undefined ? this.#blocks.length : this.#done + next.length;
    if (place !== undefined) {
      const fitting = withoutIdsOf(next);
      const tr = view.state.tr.insert(place, fitting).setMeta("paste", true);
      view.dispatch(asWrittenFirst(asContinued(tr)));
    }
    if (this.#isOver) this.#end();
    else this.#tell();
  }

  #end(): void {
    const view = this.#view;
    const { ownerDocument } = view.dom;
    for (const deed of deeds) {
      ownerDocument.removeEventListener(deed, this.#finish, { capture: true });
    }
    this.#tell();
    if (!view.isDestroyed) view.dispatch(view.state.tr.scrollIntoView());
  }

  /** How far it is, for a bar above the text and for whoever listens. */
  #tell(): void {
    const frame = this.#view.dom.parentElement;
    if (frame === null) return;
    if (this.#isOver) {
      frame.removeAttribute("aria-busy");
      frame.style.removeProperty("--coscribe-progress");
      return;
    }
    frame.setAttribute("aria-busy", "true");
    frame.style.setProperty("--coscribe-progress", String(this.#done / this.#blocks.length));
  }
}

/** Where the block with this id begins. */
function placeOf(doc: Node, id: string): number | undefined {
  let place: number | undefined;
  doc.descendants((node, pos) => {
    if (place !== undefined) return false;
    if (node.attrs["id"] === id) place = pos;
    return !node.isTextblock;
  });
  return place;
}

function withoutIdsOf(blocks: readonly Node[]): Fragment {
  return withoutIds(new Slice(Fragment.fromArray([...blocks]), 0, 0)).content;
}

function millions(letters: number): string {
  return letters < 10_000_000 && letters % 1_000_000 !== 0
    ? (letters / 1_000_000).toFixed(1)
    : String(Math.round(letters / 1_000_000));
}
