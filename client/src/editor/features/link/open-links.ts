/**
 * Opens links in a new tab, so that nobody leaves the document by accident: with Mod-click while
 * editing, where a click sets the caret, and with any click or Enter in a read-only editor.
 */

import { safeHref } from "@coscribe/shared/schema";
import { Plugin } from "prosemirror-state";

/** The plugin; see above. */
export function openLinks(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        click: (view, event) => {
          const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
          const href = safeHref(link?.getAttribute("href"));
          if (href === undefined) return false;
          // Left alone, the browser would go there in this tab.
          event.preventDefault();
          if (view.editable && !event.metaKey && !event.ctrlKey) return false;
          view.dom.ownerDocument.defaultView?.open(href, "_blank", "noopener,noreferrer");
          return true;
        },
      },
    },
  });
}
