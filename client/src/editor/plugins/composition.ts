/**
 * Tells the hold when an input method begins and ends to compose. Whatever else the user does then
 * meets the block as it is stored: a hold knows only typing and deleting within it.
 */

import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { CompositionHold } from "../binding/composition-hold.ts";

/** Longest time that other people's edits of the block are held back. */
const maxHoldMs = 8_000;

/** After this time ProseMirror has read what an ended composition left in the text (it takes 20). */
const settleMs = 40;

/** The plugin; `release` ends the hold and shows what was held back. */
export function holdCompositions(hold: CompositionHold, release: () => void): Plugin {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const releaseIn = (delayMs: number, view: EditorView): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!view.isDestroyed) release();
    }, delayMs);
  };
  const releaseNow = (view: EditorView): false => {
    if (hold.letters !== undefined && !view.composing) release();
    return false;
  };
  return new Plugin({
    props: {
      // Called for keys that are none of the input method's, once what it has left has been read.
      handleKeyDown: releaseNow,
      handleDOMEvents: {
        cut: releaseNow,
        paste: releaseNow,
        drop: releaseNow,
        dragstart: releaseNow,
        compositionstart: (view) => {
          hold.begin();
          releaseIn(maxHoldMs, view);
          return false;
        },
        compositionend: (view) => {
          releaseIn(settleMs, view);
          return false;
        },
      },
    },
  });
}
