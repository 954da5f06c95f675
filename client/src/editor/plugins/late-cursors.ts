/**
 * The cursor where no text can stand, and the line where something would be dropped. Both are
 * ProseMirror's own plugins, which come with the late part; until then clicks, keys and drags do what they
 * do without them.
 */

import { Plugin, type PluginView } from "prosemirror-state";
import type { LateLoad } from "../late-load.ts";

/** The plugin; see above. */
export function lateCursors(late: LateLoad): Plugin {
  let gap: Plugin | undefined;
  const gapCursor = (): Plugin | undefined => (gap ??= late.part?.gapCursor());
  return new Plugin({
    props: {
      decorations: (state) => {
        const plugin = gapCursor();
        return plugin?.props.decorations?.call(plugin, state);
      },
      createSelectionBetween: (view, anchor, head) => {
        const plugin = gapCursor();
        return plugin?.props.createSelectionBetween?.call(plugin, view, anchor, head) ?? null;
      },
      handleClick: (view, pos, event) => {
        const plugin = gapCursor();
        return plugin?.props.handleClick?.call(plugin, view, pos, event);
      },
      handleKeyDown: (view, event) => {
        const plugin = gapCursor();
        return plugin?.props.handleKeyDown?.call(plugin, view, event);
      },
      handleDOMEvents: {
        beforeinput: (view, event) => {
          const plugin = gapCursor();
          return plugin?.props.handleDOMEvents?.beforeinput?.call(plugin, view, event);
        },
      },
    },
    view: (view) => {
      let dropView: PluginView | undefined;
      void late.load().then((part) => {
        if (part === undefined || view.isDestroyed) return;
        const plugin = part.dropCursor({ class: "coscribe-drop", color: false, width: 2 });
        dropView = plugin.spec.view?.(view);
      });
      return { destroy: () => dropView?.destroy?.() };
    },
  });
}
