/**
 * Joins finding to an editor. It is loaded when somebody first looks for something, so it can be put into
 * a view that is there already: `finderOf` does. An editor that is to have it from the beginning takes
 * `findPlugins()`.
 */

import { Plugin, PluginKey } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { addPlugin } from "../../screen/watch.ts";
import { Finder } from "./finder.ts";
import { matchDecorations } from "./paint.ts";
import { rememberPlaces } from "./places.ts";

/** Holds the finder once there is a view with the plugin. */
interface Holder {
  finder: Finder | undefined;
}

const key = new PluginKey<Holder>("coscribe-find");

/** The plugins of finding. */
export function findPlugins(): Plugin[] {
  const holder: Holder = { finder: undefined };
  const plugin = new Plugin<Holder>({
    key,
    state: { init: () => holder, apply: (_tr, held) => held },
    view: (view) => {
      // The same as before, if only another plugin has come to the view.
      const finder = (holder.finder ??= new Finder(view));
      return {
        update: (_view, before) => finder.updated(before),
        destroy: () => {
          queueMicrotask(() => {
            if (view.isDestroyed) finder.destroy();
          });
        },
      };
    },
  });
  return [rememberPlaces(), plugin, matchDecorations()];
}

/** The finder of `view`, which gets the plugins if it does not have them. */
export function finderOf(view: EditorView): Finder {
  if (key.getState(view.state) === undefined) {
    for (const plugin of findPlugins()) addPlugin(view, plugin);
  }
  return key.getState(view.state)!.finder!;
}
