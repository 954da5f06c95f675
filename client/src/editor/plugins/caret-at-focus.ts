/**
 * Puts the caret where it was when the text gets the focus by anything but a pointer. A browser that gives the
 * focus back, as when a dialog closes, may leave its selection in the field that is gone, and what is typed
 * then would go nowhere; or put it at the beginning, which would be taken for the user's wish.
 */

import { Plugin } from "prosemirror-state";

/** The plugin; see above. */
export function restoreCaret(): Plugin {
  let isPointing = false;
  return new Plugin({
    props: {
      handleDOMEvents: {
        pointerdown: () => {
          isPointing = true;
        },
        blur: () => {
          isPointing = false;
        },
        focus: (view) => {
          if (!isPointing) view.focus();
          isPointing = false;
        },
      },
    },
  });
}
