/**
 * Tells what stands around a text that the view shows another state. What is wanted only now and then,
 * such as an outline, comes to a view that is there already, and leaves it as it was.
 */

import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** Called with the state before. */
export type StateListener = (before: EditorState) => void;

const key = new PluginKey<Set<StateListener>>("coscribe-watch");

/** Calls `listener` after each update of `view`. Returns the function that stops it. */
export function watchState(view: EditorView, listener: StateListener): () => void {
  const listeners = key.getState(view.state) ?? beginWatching(view);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function beginWatching(view: EditorView): Set<StateListener> {
  const listeners = new Set<StateListener>();
  const plugin = new Plugin<Set<StateListener>>({
    key,
    state: { init: () => listeners, apply: (_tr, held) => held },
    view: () => ({
      update: (_view, before) => {
        for (const listener of listeners) listener(before);
      },
    }),
  });
  addPlugin(view, plugin);
  return listeners;
}

/** Puts a plugin into a view that is there already; all others keep what they know. */
export function addPlugin(view: EditorView, plugin: Plugin): void {
  const { state } = view;
  view.updateState(state.reconfigure({ plugins: [...state.plugins, plugin] }));
}

/** Takes a plugin out again. */
export function removePlugin(view: EditorView, plugin: Plugin): void {
  const { state } = view;
  if (view.isDestroyed || !state.plugins.includes(plugin)) return;
  const plugins = state.plugins.filter((other) => other !== plugin);
  view.updateState(state.reconfigure({ plugins }));
}
