/** Where letters can have a look. */

import type { EditorSummary } from "../editor-summary.ts";

/** Whether links and marks can be put on the text at the caret. */
export function takesMarks(summary: EditorSummary): boolean {
  return summary.kind !== undefined && !summary.isVerbatim;
}
