/** Asks for files of this device. */

import type { Command } from "prosemirror-state";
import { insertFiles, placeAtSelection } from "./insert-files.ts";

/** Opens the browser's own dialog; `accept` as for an input of type file. */
export function pickFiles(accept: string): Command {
  return (_state, _dispatch, view) => {
    if (view === undefined) return true;
    const place = placeAtSelection(view);
    const input = view.dom.ownerDocument.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = accept;
    input.hidden = true;
    // Some browsers tell nothing of an input that is in no page.
    view.dom.parentElement?.append(input);
    input.addEventListener("change", () => {
      input.remove();
      void insertFiles(view, [...(input.files ?? [])], place);
      view.focus();
    });
    input.addEventListener("cancel", () => input.remove());
    input.click();
    return true;
  };
}
