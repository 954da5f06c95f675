/** Input rules for text between two equal markers. */

import type { InputRule } from "../input-rule.ts";

/**
 * The markers go, the text gets the mark. The first group of `pattern` is the marker before the
 * text, the second the text.
 */
export function markRule(pattern: RegExp, name: string): InputRule {
  return {
    pattern,
    apply: (tr, { groups, to }) => {
      const marker = groups[1]!.length;
      const length = groups[2]!.length;
      const from = to - 2 * marker - length;
      const mark = tr.doc.type.schema.mark(name);
      tr.delete(to - marker, to).delete(from, from + marker);
      tr.addMark(from, from + length, mark).removeStoredMark(mark);
      return true;
    },
  };
}
