/** Files that are pasted or dropped into the text. */

import { Plugin } from "prosemirror-state";
import { insertFiles, placeAtPosition, placeAtSelection } from "./insert-files.ts";

/** The plugin; see above. */
export function takeFiles(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (view, event) => {
          const files = filesIn(event.clipboardData);
          if (files.length === 0 || !view.editable) return false;
          event.preventDefault();
          void insertFiles(view, files, placeAtSelection(view));
          return true;
        },
        drop: (view, event) => {
          const { dataTransfer, clientX, clientY } = event;
          const files = [...(dataTransfer?.files ?? [])];
          if (files.length === 0 || view.dragging !== null) return false;
          // Left alone, the browser would open the file in place of the page.
          event.preventDefault();
          if (!view.editable) return true;
          const at = view.posAtCoords({ left: clientX, top: clientY });
          const place = at === null ? placeAtSelection(view) : placeAtPosition(view, at.pos);
          void insertFiles(view, files, place);
          return true;
        },
        dragover: (view, event) => {
          const isOfFiles = event.dataTransfer?.types.includes("Files") === true;
          if (isOfFiles && view.dragging === null) event.preventDefault();
          return false;
        },
      },
    },
  });
}

/**
 * The files that are pasted, and not the text that they come with: spreadsheets and word processors put a
 * picture of what was copied beside it.
 */
function filesIn(data: DataTransfer | null): readonly File[] {
  if (data === null || data.files.length === 0) return [];
  if (data.getData("text/plain").trim() !== "") return [];
  const html = data.getData("text/html");
  return html === "" || /<img\b/i.test(html) ? [...data.files] : [];
}
