/**
 * Lets views of blocks know when the right to edit comes or goes: ProseMirror does not draw them anew for
 * that, and what they have to be ticked, chosen or filled in must not look as if it did something.
 */

import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

type Listener = (isEditable: boolean) => void;

const listeners = new WeakMap<EditorView, Set<Listener>>();

/** Calls `listener` now, and whenever the right to edit `view` has changed. Returns the function that stops it. */
export function watchEditable(view: EditorView, listener: Listener): () => void {
  const all = listeners.get(view) ?? new Set();
  listeners.set(view, all.add(listener));
  listener(view.editable);
  return () => all.delete(listener);
}

/** The plugin that tells them. */
export function tellEditable(): Plugin {
  return new Plugin({
    view: (created) => {
      let isEditable = created.editable;
      return {
        update: (view) => {
          if (view.editable === isEditable) return;
          isEditable = view.editable;
          for (const listener of listeners.get(view) ?? []) listener(isEditable);
        },
      };
    },
  });
}
