/** The keys for selecting everything select the text alone where that is only read: browsers take the whole page. */

import { AllSelection, Plugin } from "prosemirror-state";

/** See the head of this file. */
export function selectAllToRead(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view, event) => {
          const isMeant = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
          if (view.editable || !isMeant || event.key.toLowerCase() !== "a") return false;
          event.preventDefault();
          view.dispatch(view.state.tr.setSelection(new AllSelection(view.state.doc)));
          view.dom.ownerDocument.getSelection()?.selectAllChildren(view.dom);
          return true;
        },
      },
    },
  });
}
