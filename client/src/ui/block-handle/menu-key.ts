/** The key that opens the menu of the block with the caret: Mod-Alt-b. */

import { Plugin } from "prosemirror-state";
import { isApplePlatform } from "../parts/shortcut.ts";

/** The plugin; `open` opens it. */
export function menuKey(open: () => void): Plugin {
  const isApple = isApplePlatform(navigator.platform);
  return new Plugin({
    props: {
      handleKeyDown: (_view, event) => {
        const isMod = isApple ? event.metaKey : event.ctrlKey;
        const isKey = event.code === "KeyB" && isMod && event.altKey && !event.shiftKey;
        // On Windows AltGr comes as Ctrl and Alt.
        if (!isKey || event.getModifierState("AltGraph")) return false;
        open();
        return true;
      },
    },
  });
}
