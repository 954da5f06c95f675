/** The editor's summary, for as long as there is an editor. */

import type { Editor, EditorSummary } from "../../editor/index.ts";
import { useObserved } from "../parts/use-observed.ts";

/** See the head of this file. */
export function useSummary(editor: Editor | undefined): EditorSummary | undefined {
  return useObserved(
    editor,
    (source, listener) => source?.onChange(listener) ?? (() => undefined),
    (source) => source?.state,
  );
}
