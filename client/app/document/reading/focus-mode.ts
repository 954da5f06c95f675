/**
 * Focus on what is being written: all other blocks step back, and the bars go while somebody types, as
 * long as they have nothing to tell. A moved mouse brings them back, and so does the keyboard when it goes
 * to them. Loaded when somebody first wants it.
 */

import type { Editor } from "@coscribe/client/editor";
import { markCurrentBlocks } from "@coscribe/client/features/focus";

/** Begins. Returns the function that ends it. */
export function focusOn(editor: Editor, root: HTMLElement): () => void {
  const { dom } = editor.view;
  const unmark = markCurrentBlocks(editor.view);
  const away = (): void => {
    root.toggleAttribute("data-typing", true);
  };
  const back = (): void => root.removeAttribute("data-typing");
  const backForMouse = ({ pointerType, movementX, movementY }: PointerEvent): void => {
    // Chromium says that the mouse has moved when what is under it has.
    if (pointerType !== "mouse" || movementX !== 0 || movementY !== 0) back();
  };
  const backForFocus = ({ target }: FocusEvent): void => {
    if (target !== dom) back();
  };
  dom.addEventListener("beforeinput", away);
  root.addEventListener("pointermove", backForMouse);
  root.addEventListener("focusin", backForFocus);
  return () => {
    back();
    unmark();
    dom.removeEventListener("beforeinput", away);
    root.removeEventListener("pointermove", backForMouse);
    root.removeEventListener("focusin", backForFocus);
  };
}
